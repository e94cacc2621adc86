package io.appkit.api.platform;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of the app, laid out as any AppKit project: {@code config/queries}, a static folder, {@code .env}. An OSGi
 * service that stays; the folder behind it is fixed when {@code appDir} is configured, else it is that of the starter
 * app, which may be replaced.
 */
public interface AppFolder {

    /** The folder; empty if none is configured and no starter app is installed. */
    Optional<Path> root();

    /** {@code config/queries} below the folder, whether it exists or not. */
    default Optional<Path> queries() {
        return root().map(root -> root.resolve("config").resolve("queries"));
    }
}
