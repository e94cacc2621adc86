package io.appkit.server.gate;

import jakarta.servlet.http.HttpServletResponse;

/** Headers that tell browsers what this server's answers must not be used for. */
final class SecurityHeaders {

    private SecurityHeaders() {}

    static void add(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    }
}
