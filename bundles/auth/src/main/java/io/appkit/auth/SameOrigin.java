package io.appkit.auth;

import io.appkit.api.platform.GateRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps other sites from changing state with the caller's cookies or in the caller's network. Browsers tell whose page sent
 * a request that changes state, in {@code Sec-Fetch-Site} or at least in {@code Origin}; a client that sends neither is no
 * browser, and nobody else's page can drive it.
 */
final class SameOrigin {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final Optional<PublicOrigin> own;
    private final List<String> hostHeaders;

    private SameOrigin(Optional<PublicOrigin> own, List<String> hostHeaders) {
        this.own = own;
        this.hostHeaders = hostHeaders;
    }

    /** Where the public origin is known. */
    static SameOrigin as(PublicOrigin own) {
        return new SameOrigin(Optional.of(own), List.of());
    }

    /** Where it is the host that requests name: no page can make a browser name another one. */
    static SameOrigin asHost() {
        return new SameOrigin(Optional.empty(), List.of("Host"));
    }

    /** As {@link #asHost}, behind a proxy which may call the server by another name. */
    static SameOrigin asForwardedHost() {
        return new SameOrigin(Optional.empty(), List.of("X-Forwarded-Host", "Host"));
    }

    /** Whether the request changes state and another site's page sent it. */
    boolean refuses(GateRequest request) {
        if (SAFE.contains(request.method())) {
            return false;
        }
        List<String> sites = request.headers("Sec-Fetch-Site");
        if (!OWN_SITES.containsAll(sites)) {
            return true;
        }
        return request.headers("Origin").stream().anyMatch(origin -> !isOwn(origin, request, !sites.isEmpty()));
    }

    /** A page with a strict referrer policy sends the origin null to its own server, too. */
    private boolean isOwn(String origin, GateRequest request, boolean ownSite) {
        if (origin.equals("null")) {
            return ownSite && request.headers("Sec-Fetch-Site").contains("same-origin");
        }
        Optional<PublicOrigin> sender = PublicOrigin.parse(origin);
        if (sender.isEmpty() || origin.endsWith("/")) {
            return false;
        } else if (own.isPresent()) {
            return own.equals(sender);
        }
        List<String> names = new ArrayList<>();
        hostHeaders.forEach(header -> names.addAll(request.headers(header)));
        return names.stream().anyMatch(sender.get()::isNamedBy);
    }
}
