package io.appkit.server.dispatch;

import io.appkit.api.platform.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The routes of one mount, ready for matching. */
final class RouteTable {

    private static final Pattern SLASH = Pattern.compile("/");

    private record Entry(Route route, List<String> template) {

        static Entry of(Route route) {
            String template = route.template().substring(1);
            return new Entry(route, template.isEmpty() ? List.of() : List.of(SLASH.split(template)));
        }

        boolean fits(List<String> segments) {
            if (template.size() != segments.size()) {
                return false;
            }
            for (int i = 0; i < template.size(); i++) {
                String part = template.get(i);
                String segment = segments.get(i);
                if (part.startsWith(":") ? segment.isEmpty() : !part.equalsIgnoreCase(segment)) {
                    return false;
                }
            }
            return true;
        }

        Map<String, String> parameters(List<String> segments) {
            Map<String, String> parameters = new HashMap<>();
            for (int i = 0; i < segments.size(); i++) {
                if (template.get(i).startsWith(":")) {
                    parameters.put(template.get(i).substring(1), segments.get(i));
                }
            }
            return parameters;
        }
    }

    /**
     * A route that fits.
     *
     * @param route the route
     * @param parameters by name
     */
    record Match(Route route, Map<String, String> parameters) {}

    private final List<Entry> entries;

    RouteTable(List<Route> routes) {
        entries = routes.stream().map(Entry::of).toList();
    }

    /**
     * Finds the route of a request: the first declared of those that fit.
     *
     * @param method HTTP method in capitals; HEAD finds GET
     * @param segments below the mount's prefix
     */
    Optional<Match> find(String method, List<String> segments) {
        String wanted = method.equals("HEAD") ? "GET" : method;
        for (Entry entry : entries) {
            if (entry.route().method().equals(wanted) && entry.fits(segments)) {
                return Optional.of(new Match(entry.route(), entry.parameters(segments)));
            }
        }
        return Optional.empty();
    }

    /** The methods of all routes with this path, for OPTIONS; empty if there is no such path. */
    Set<String> methods(List<String> segments) {
        Set<String> methods = new TreeSet<>();
        for (Entry entry : entries) {
            if (entry.fits(segments)) {
                methods.add(entry.route().method());
                if (entry.route().method().equals("GET")) {
                    methods.add("HEAD");
                }
            }
        }
        return methods;
    }
}
