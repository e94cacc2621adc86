package io.appkit.server.site;

import io.appkit.server.dispatch.MalformedPathException;
import io.appkit.server.dispatch.RequestPath;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folder of the page, and the names in it that may be served. */
final class StaticFolder {

    private static final List<String> CUSTOMARY = List.of("dist", "client/dist", "build", "public", "out");
    private static final long TRUSTED_NANOS = Duration.ofSeconds(1).toNanos();

    /** Which folder was found for an app, and when. */
    private record Found(Path appFolder, Path folder, long at) {}

    private volatile @Nullable Found found;

    /**
     * The folder: as configured, else the first customary one that holds a page. Once found, another one is looked for
     * again after a second.
     */
    Optional<Path> of(Path appFolder, Optional<String> staticPath) {
        if (staticPath.isPresent()) {
            return Optional.of(appFolder.resolve(staticPath.get()).normalize());
        }
        Found last = found;
        long now = System.nanoTime();
        if (last != null && last.appFolder().equals(appFolder) && now - last.at() < TRUSTED_NANOS) {
            return Optional.of(last.folder());
        }
        Optional<Path> folder = CUSTOMARY.stream()
                .map(appFolder::resolve)
                .filter(candidate -> Files.isRegularFile(candidate.resolve("index.html")))
                .findFirst();
        found = folder.map(path -> new Found(appFolder, path, now)).orElse(null);
        return folder;
    }

    /**
     * The file or folder a path may mean; empty if one of its names starts with a dot, other than {@code .well-known} in
     * front.
     */
    static Optional<Path> below(Path folder, RequestPath path) throws MalformedPathException {
        Path file = folder;
        for (String segment : path.segments()) {
            String name = RequestPath.decode(segment);
            boolean wellKnown = file.equals(folder) && name.equals(".well-known");
            if (name.isEmpty() || (name.startsWith(".") && !wellKnown)) {
                return Optional.empty();
            }
            try {
                file = file.resolve(name);
            } catch (InvalidPathException e) {
                throw new MalformedPathException();
            }
        }
        return Optional.of(file);
    }
}
