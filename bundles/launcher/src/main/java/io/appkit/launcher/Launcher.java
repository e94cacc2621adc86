package io.appkit.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.karaf.main.Main;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;

/**
 * Starts Karaf. Every end of the process goes through {@link System#exit}, whose hook stops the framework: exit code 0
 * when the end was asked for, 1 when it was not.
 */
public final class Launcher {

    private static final String BOOT_FINISHED = "org.apache.karaf.features.BootFinished";
    private static final String HTTP = "org.osgi.service.servlet.runtime.HttpServiceRuntime";
    private static final String FEATURES = "APPKIT_FEATURES";
    private static final String WORKERS = "java.util.concurrent.ForkJoinPool.common.parallelism";
    private static final Duration STOP_LIMIT = Duration.ofMillis(11_600);

    private volatile @Nullable Main karaf;
    private volatile boolean started;
    private volatile boolean stopping;

    private Launcher() {}

    /** Runs the server until it is told to stop. */
    public static void main(String[] args) {
        keepWorkers();
        new Launcher().run(args);
    }

    /** With a pool of one, which is what two processors get, Java starts a thread for each answer of its HTTP client. */
    private static void keepWorkers() {
        if (Runtime.getRuntime().availableProcessors() <= 2 && System.getProperty(WORKERS) == null) {
            System.setProperty(WORKERS, "2");
        }
    }

    private void run(String[] args) {
        Path home = Path.of(System.getProperty("karaf.home"));
        Path data = Path.of(System.getProperty("karaf.data"));
        Path etc = Path.of(System.getProperty("karaf.etc"));
        try {
            // Here and not by Karaf's own lock, which is taken after its framework has opened the cache.
            FolderLock folder = FolderLock.acquire(data);
            String features = System.getenv().getOrDefault(FEATURES, "");
            Path system = home.resolve("system");
            Path repositories = etc.resolve("org.apache.karaf.features.cfg");
            KnownFeatures.of(repositories, system).check(FEATURES, features);
            BundleCache cache = new BundleCache(
                    data, features, List.of(system, etc.resolve("custom.system.properties"), repositories));
            cache.prepare();
            runKaraf(args, cache);
            folder.close();
            System.exit(0);
        } catch (FolderInUseException | UnknownFeatureException e) {
            fail(e.getMessage());
        } catch (Exception e) {
            fail("the server could not start: " + e);
        }
    }

    private void fail(@Nullable String reason) {
        if (!stopping) {
            System.err.println("appkit: " + reason);
        }
        System.exit(1);
    }

    private void runKaraf(String[] args, BundleCache cache) throws Exception {
        System.setProperty("karaf.handle.sigterm", "false");
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "appkit-stop"));
        ExitSignal.handle("TERM");
        ExitSignal.handle("INT");
        Main main = new Main(args);
        karaf = main;
        main.launch();
        BundleContext context = main.getFramework().getBundleContext();
        context.addServiceListener(event -> noteStarted(cache), "(objectClass=" + BOOT_FINISHED + ")");
        if (context.getServiceReference(BOOT_FINISHED) != null) {
            noteStarted(cache);
        }
        main.awaitShutdown();
        main.destroy();
    }

    private void noteStarted(BundleCache cache) {
        if (stopping) {
            return;
        }
        started = true;
        try {
            cache.filled();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port opens last, and yet before Karaf says that it has finished. */
    private static boolean listens(Framework framework) {
        BundleContext context = framework.getBundleContext();
        return context != null && context.getServiceReference(HTTP) != null;
    }

    private void stop() {
        stopping = true;
        Main main = karaf;
        // Stopping bundles while Karaf still installs others only makes noise, unless something may have been served.
        Framework framework = main == null ? null : main.getFramework();
        if (framework == null || !(started || listens(framework))) {
            return;
        }
        try {
            framework.stop();
            FrameworkEvent event = framework.waitForStop(STOP_LIMIT.toMillis());
            if (event.getType() != FrameworkEvent.WAIT_TIMEDOUT) {
                return;
            }
            System.err.println("appkit: not everything stopped within " + STOP_LIMIT.toMillis() + " ms");
        } catch (BundleException e) {
            System.err.println("appkit: the framework did not stop: " + e.getMessage());
        } catch (InterruptedException e) {
            System.err.println("appkit: interrupted while stopping");
        }
        Runtime.getRuntime().halt(1);
    }
}
