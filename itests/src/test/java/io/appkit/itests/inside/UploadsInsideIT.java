package io.appkit.itests.inside;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.files.FileVolume;
import io.appkit.api.files.Files;
import io.appkit.api.platform.PluginRegistry;
import io.appkit.api.platform.PluginState;
import io.appkit.itests.RunningUpload;
import io.appkit.itests.Visitor;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** The plugin for files is stopped and replaced while files are written (contract: files, section 9). */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class UploadsInsideIT {

    private static final String PLUGIN = "files";
    private static final String NEWER = "99.0.0";

    @Inject
    private BundleContext context;

    private Platform platform;
    private String version;
    private String identity;

    @Configuration
    public Option[] framework() {
        return Framework.distribution();
    }

    @Before
    public void signIn() throws Exception {
        platform = new Platform(context);
        version = bundle().getVersion().toString();
        platform.awaitActive("starter", version);
        platform.awaitActive(PLUGIN, version);
        Patience.await("health", platform::healthy);
        identity = "Cookie: " + Visitor.signIn(platform.address(), Visitor.INES).cookie();
    }

    @After
    public void start() throws BundleException {
        bundle().start();
    }

    private Bundle bundle() {
        return platform.bundle("io.appkit.files");
    }

    private RunningUpload begin(String file) throws IOException {
        return RunningUpload.begin(platform.address().getPort(), file, identity);
    }

    private FileVolume volume() {
        return platform.present(Files.class).volume(PLUGIN);
    }

    private CompletableFuture<Void> stop() {
        CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> {
            try {
                bundle().stop();
            } catch (BundleException e) {
                throw new IllegalStateException(e);
            }
        });
        Patience.await(
                "a stop",
                () -> platform.present(PluginRegistry.class).plugins().stream()
                        .noneMatch(info -> info.name().equals(PLUGIN) && info.state() == PluginState.ACTIVE));
        return stop;
    }

    @Test
    public void whatIsBeingWrittenEndsWholeWhenANewVersionComesAndWhenItGoes() throws Exception {
        Bundle second = context.installBundle("newer:files", new NewVersion(bundle(), NEWER).jar());
        FileVolume kept = volume();
        try (RunningUpload upload = begin("swap.txt")) {
            second.start();
            platform.awaitActive(PLUGIN, NEWER);
            assertThat(kept.exists("swap.txt")).isFalse();
            assertThat(upload.end()).contains("200");
        }
        assertThat(kept.read("swap.txt")).isEqualTo(RunningUpload.CONTENT);
        try (RunningUpload upload = begin("back.txt")) {
            CompletableFuture<Void> gone = CompletableFuture.runAsync(() -> uninstall(second));
            platform.awaitActive(PLUGIN, version);
            assertThat(upload.end()).contains("200");
            gone.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(kept.read("back.txt")).isEqualTo(RunningUpload.CONTENT);
    }

    private static void uninstall(Bundle bundle) {
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    public void whatIsBeingWrittenEndsWholeWhenTheBundleStops() throws Exception {
        FileVolume kept = volume();
        try (RunningUpload upload = begin("stop.txt")) {
            CompletableFuture<Void> stopped = stop();
            assertThat(upload.end()).contains("200");
            stopped.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
        bundle().start();
        platform.awaitActive(PLUGIN, version);
        assertThat(kept.read("stop.txt")).isEqualTo(RunningUpload.CONTENT);
    }

    @Test
    public void whatDoesNotEndIsBrokenOffAndLeavesNothing() throws Exception {
        try (RunningUpload upload = begin("never.txt")) {
            CompletableFuture<Void> stopped = stop();
            assertThat(upload.status()).doesNotContain("200");
            stopped.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
        bundle().start();
        platform.awaitActive(PLUGIN, version);
        assertThat(volume().exists("never.txt")).isFalse();
    }
}
