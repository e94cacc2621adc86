package io.appkit.api.platform;

import io.appkit.api.Handler;

/**
 * One route of a plugin.
 *
 * @param name key in the boot payload
 * @param method HTTP method in capitals
 * @param template path template relative to the plugin's prefix
 * @param handler answers the requests
 */
public record Route(String name, String method, String template, Handler handler) {}
