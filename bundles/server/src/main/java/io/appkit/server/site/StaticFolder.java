package io.appkit.server.site;

import io.appkit.server.dispatch.MalformedPathException;
import io.appkit.server.dispatch.RequestPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The folder of the page, and the files in it that may be served. */
final class StaticFolder {

    private static final List<String> CUSTOMARY = List.of("dist", "client/dist", "build", "public", "out");

    private StaticFolder() {}

    /** The folder: as configured, else the first customary one that holds a page. */
    static Optional<Path> of(Path appFolder, Optional<String> staticPath) {
        if (staticPath.isPresent()) {
            return Optional.of(appFolder.resolve(staticPath.get()).normalize());
        }
        return CUSTOMARY.stream()
                .map(appFolder::resolve)
                .filter(folder -> Files.isRegularFile(folder.resolve("index.html")))
                .findFirst();
    }

    /**
     * The file behind a path: inside the folder even after links are followed, and nowhere below a name that starts with
     * a dot.
     */
    static Optional<Path> file(Path folder, RequestPath path) throws MalformedPathException, IOException {
        Path file = folder;
        for (String segment : path.segments()) {
            String name = RequestPath.decode(segment);
            if (name.isEmpty() || (name.startsWith(".") && !name.equals(".well-known"))) {
                return Optional.empty();
            }
            try {
                file = file.resolve(name);
            } catch (InvalidPathException e) {
                throw new MalformedPathException();
            }
        }
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Path real = file.toRealPath();
        return real.startsWith(folder.toRealPath()) ? Optional.of(real) : Optional.empty();
    }
}
