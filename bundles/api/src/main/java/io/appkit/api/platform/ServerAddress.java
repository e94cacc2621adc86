package io.appkit.api.platform;

/**
 * Where the server listens, as it has been decided: settings may ask for any free port. An OSGi service of the bundle
 * {@code server}, another one whenever it changes.
 *
 * @param host address
 * @param port TCP port, never 0
 */
public record ServerAddress(String host, int port) {}
