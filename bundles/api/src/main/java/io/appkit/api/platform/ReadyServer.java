package io.appkit.api.platform;

/**
 * The server while it serves the app. An OSGi service of the bundle {@code server}, there from the first answered request to
 * the last.
 *
 * @param url where it is, without a slash at the end
 */
public record ReadyServer(String url) {}
