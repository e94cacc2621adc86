package io.appkit.server.gate;

import jakarta.servlet.http.HttpServletResponse;

/** Headers that tell browsers what this server's answers must not be used for. */
public final class SecurityHeaders {

    /** For pages (contract: client, section 5): what the unmodified client needs, and nothing else. */
    public static final String CONTENT_SECURITY_POLICY = "default-src 'self'; script-src 'self'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
            + "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

    private SecurityHeaders() {}

    static void add(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    }
}
