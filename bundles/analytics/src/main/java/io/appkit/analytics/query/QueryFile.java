package io.appkit.analytics.query;

import java.nio.file.Path;

/**
 * A query of the app folder.
 *
 * @param key name by which pages ask for it
 * @param path the file itself, all links resolved
 * @param onBehalfOfUser whether it runs with the caller's rights instead of the app's
 */
public record QueryFile(String key, Path path, boolean onBehalfOfUser) {}
