package io.appkit.api;

/**
 * Collects the routes of a plugin. Templates start with a slash and are relative to the plugin's prefix; a segment
 * {@code :name} matches one non-empty path segment, percent-decoded. Fixed segments match without regard to case.
 */
public interface Routes {

    /**
     * Adds a route.
     *
     * @param name key of the route in the boot payload ({@code endpoints.<plugin>.<name>}), unique in the plugin
     * @param method HTTP method in capitals; GET answers HEAD as well
     * @param template path template, for example {@code /query/:query_key}
     * @param handler answers the requests; runs on a worker thread and may block
     */
    void route(String name, String method, String template, Handler handler);

    /** Adds a GET route, see {@link #route}. */
    default void get(String name, String template, Handler handler) {
        route(name, "GET", template, handler);
    }

    /** Adds a POST route, see {@link #route}. */
    default void post(String name, String template, Handler handler) {
        route(name, "POST", template, handler);
    }

    /** Adds a DELETE route, see {@link #route}. */
    default void delete(String name, String template, Handler handler) {
        route(name, "DELETE", template, handler);
    }
}
