package io.appkit.server.dispatch;

import io.appkit.api.platform.Route;
import java.util.ArrayList;
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

    private record Entry(Route route, List<String> template) {}

    /**
     * A route that fits.
     *
     * @param route the route
     * @param parameters decoded, by name
     */
    record Match(Route route, Map<String, String> parameters) {}

    private final List<Entry> entries = new ArrayList<>();

    RouteTable(List<Route> routes) {
        for (Route route : routes) {
            String template = route.template().substring(1);
            entries.add(new Entry(route, template.isEmpty() ? List.of() : List.of(SLASH.split(template))));
        }
    }

    /**
     * Finds the route of a request.
     *
     * @param method HTTP method in capitals; HEAD finds GET
     * @param segments below the mount's prefix, not decoded
     * @throws MalformedPathException if a parameter of a route that would fit cannot be decoded
     */
    Optional<Match> find(String method, List<String> segments) throws MalformedPathException {
        String wanted = method.equals("HEAD") ? "GET" : method;
        for (Entry entry : entries) {
            if (entry.route().method().equals(wanted) && fits(entry, segments)) {
                return Optional.of(new Match(entry.route(), parameters(entry, segments)));
            }
        }
        return Optional.empty();
    }

    /** The methods of all routes with this path, for OPTIONS; empty if there is no such path. */
    Set<String> methods(List<String> segments) {
        Set<String> methods = new TreeSet<>();
        for (Entry entry : entries) {
            if (fits(entry, segments)) {
                methods.add(entry.route().method());
                if (entry.route().method().equals("GET")) {
                    methods.add("HEAD");
                }
            }
        }
        return methods;
    }

    private static boolean fits(Entry entry, List<String> segments) {
        List<String> template = entry.template();
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

    private static Map<String, String> parameters(Entry entry, List<String> segments) throws MalformedPathException {
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String part = entry.template().get(i);
            if (part.startsWith(":")) {
                parameters.put(part.substring(1), RequestPath.decode(segments.get(i)));
            }
        }
        return parameters;
    }
}
