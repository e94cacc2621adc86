package io.appkit.starter;

import io.appkit.api.platform.StarterApp;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lays the app that this bundle contains out as files, for as long as the bundle runs. */
@Component(service = StarterApp.class)
public final class StarterAppFolder implements StarterApp {

    private static final Logger LOG = LoggerFactory.getLogger(StarterAppFolder.class);
    private static final String APP = "app";

    private final ExtractedFolder extracted;

    @Activate
    public StarterAppFolder(BundleContext context) throws IOException {
        File data = Objects.requireNonNull(context.getDataFile(APP), "the framework has no place for files of bundles");
        @SuppressWarnings("JdkObsolete") // the OSGi API is that old
        Enumeration<URL> entries = context.getBundle().findEntries(APP, "*", true);
        if (entries == null) {
            throw new IOException("the bundle contains no folder " + APP);
        }
        List<URL> files = Collections.list(entries);
        extracted = ExtractedFolder.of(files, "/" + APP + "/", data.toPath());
        LOG.debug("Starter app in {}", folder());
    }

    @Override
    public Path folder() {
        return extracted.path();
    }

    @Deactivate
    void remove() {
        try {
            extracted.close();
        } catch (IOException e) {
            LOG.warn("Could not delete {}: {}", folder(), e.toString());
        }
    }
}
