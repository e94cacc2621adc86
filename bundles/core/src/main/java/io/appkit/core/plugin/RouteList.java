package io.appkit.core.plugin;

import io.appkit.api.Handler;
import io.appkit.api.Routes;
import io.appkit.api.platform.Route;
import java.util.ArrayList;
import java.util.List;

/** Collects the routes a plugin declares. */
final class RouteList implements Routes {

    private final List<Route> routes = new ArrayList<>();

    @Override
    public void route(String name, String method, String template, Handler handler) {
        if (!template.startsWith("/")) {
            throw new IllegalArgumentException("route '" + name + "': template '" + template + "' must start with /");
        }
        for (Route route : routes) {
            if (route.name().equals(name)) {
                throw new IllegalArgumentException("route '" + name + "' is declared twice");
            }
        }
        routes.add(new Route(name, method, template, handler));
    }

    List<Route> toList() {
        return List.copyOf(routes);
    }
}
