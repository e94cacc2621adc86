package io.appkit.auth;

import io.appkit.api.platform.GateRequest;
import java.util.List;
import java.util.Locale;

/** Tells requests for a page from calls of one. */
public final class Navigation {

    private Navigation() {}

    /** Whether a browser is going to show the answer as a page. */
    public static boolean isOne(GateRequest request) {
        List<String> modes = request.headers("Sec-Fetch-Mode");
        if (!modes.isEmpty()) {
            return modes.equals(List.of("navigate"));
        }
        return isRead(request)
                && !request.rawPath().startsWith("/api/")
                && request.headers("Accept").stream()
                        .anyMatch(accept -> accept.toLowerCase(Locale.ROOT).contains("text/html"));
    }

    /** Whether it asks for something and changes nothing. */
    public static boolean isRead(GateRequest request) {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }
}
