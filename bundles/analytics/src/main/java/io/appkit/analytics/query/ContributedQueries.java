package io.appkit.analytics.query;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queries that bundles bring along while they run: the header {@code AppKit-Queries} names a folder in the bundle, which
 * is laid out as files here. Of two bundles with the same query the one installed first wins.
 */
public final class ContributedQueries implements BundleTrackerCustomizer<Path>, AutoCloseable {

    public static final String HEADER = "AppKit-Queries";

    private static final Logger LOG = LoggerFactory.getLogger(ContributedQueries.class);

    private final Path root;
    private final Map<Long, Path> folders = new ConcurrentSkipListMap<>();
    private @Nullable BundleTracker<Path> tracker;

    public ContributedQueries(Path root) {
        this.root = root;
    }

    /** Follows the bundles of a framework. */
    public static ContributedQueries of(BundleContext context) {
        File data = context.getDataFile("queries");
        if (data == null) {
            throw new IllegalStateException("The framework has no place for files of bundles");
        }
        ContributedQueries queries = new ContributedQueries(data.toPath());
        delete(queries.root);
        BundleTracker<Path> tracker = new BundleTracker<>(context, Bundle.STARTING | Bundle.ACTIVE, queries);
        queries.tracker = tracker;
        tracker.open();
        return queries;
    }

    /** The folders, that of the bundle installed first at the beginning. */
    public List<Path> folders() {
        return List.copyOf(folders.values());
    }

    @Override
    public @Nullable Path addingBundle(Bundle bundle, @Nullable BundleEvent event) {
        String header = bundle.getHeaders("").get(HEADER);
        if (header == null) {
            return null;
        }
        @SuppressWarnings("JdkObsolete") // the OSGi API is that old
        Enumeration<URL> entries = bundle.findEntries(header.trim(), "*.sql", false);
        Path folder = root.resolve(bundle.getBundleId() + "-" + bundle.getLastModified());
        if (entries == null) {
            LOG.warn("Bundle {} has no queries in '{}', which its {} names", bundle.getSymbolicName(), header, HEADER);
            return null;
        }
        try {
            copy(Collections.list(entries), folder);
        } catch (IOException e) {
            LOG.error("The queries of bundle {} cannot be laid out: {}", bundle.getSymbolicName(), e.toString());
            return null;
        }
        folders.put(bundle.getBundleId(), folder);
        return folder;
    }

    private static void copy(List<URL> entries, Path folder) throws IOException {
        delete(folder);
        Files.createDirectories(folder);
        for (URL entry : entries) {
            String path = entry.getPath();
            try (InputStream content = entry.openStream()) {
                Files.copy(content, folder.resolve(path.substring(path.lastIndexOf('/') + 1)));
            }
        }
    }

    @Override
    public void modifiedBundle(Bundle bundle, @Nullable BundleEvent event, Path folder) {}

    @Override
    public void removedBundle(Bundle bundle, @Nullable BundleEvent event, Path folder) {
        folders.remove(bundle.getBundleId(), folder);
        delete(folder);
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            LOG.warn("Could not delete {}: {}", folder, e.toString());
        }
    }

    @Override
    public void close() {
        BundleTracker<Path> open = tracker;
        if (open != null) {
            open.close();
        }
    }
}
