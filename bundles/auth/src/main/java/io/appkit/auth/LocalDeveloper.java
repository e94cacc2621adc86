package io.appkit.auth;

import io.appkit.api.Caller;
import io.appkit.api.platform.Gate;
import io.appkit.api.platform.GateDecision;
import io.appkit.api.platform.GateRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One fixed caller for a server on the developer's own machine. Other websites in the developer's browser are kept out: by
 * the host name, so that none can pose as this machine, and by the origin of what changes state.
 */
final class LocalDeveloper implements Gate {

    private static final Caller CALLER =
            new Caller("local-developer", Optional.empty(), Optional.of("Local developer"), Optional.empty());
    private static final Pattern LOCAL_HOST =
            Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    @Override
    public GateDecision decide(GateRequest request) {
        if (!isLoopback(request.remoteAddress())) {
            return refuse("Only this machine may call the server");
        }
        List<String> hosts = request.headers("Host");
        if (hosts.size() != 1 || !LOCAL_HOST.matcher(hosts.get(0)).matches()) {
            return refuse("The server is reachable as localhost or 127.0.0.1 only");
        } else if (!SAFE.contains(request.method()) && comesFromElsewhere(request, hosts.get(0))) {
            return refuse("Another site may not do this");
        }
        return new GateDecision.Admit(CALLER);
    }

    private static boolean comesFromElsewhere(GateRequest request, String host) {
        if (!OWN_SITES.containsAll(request.headers("Sec-Fetch-Site"))) {
            return true;
        }
        return request.headers("Origin").stream()
                .anyMatch(origin -> !authority(origin).equalsIgnoreCase(host));
    }

    private static String authority(String origin) {
        try {
            return String.valueOf(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static boolean isLoopback(String address) {
        try {
            // An address literal, so that no name is looked up.
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static GateDecision refuse(String message) {
        return new GateDecision.Refuse(403, "FORBIDDEN", message);
    }
}
