package io.appkit.server.gate;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;

/** Headers that tell browsers what this server's answers must not be used for. */
public final class SecurityHeaders {

    /** On all answers. */
    public static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "strict-origin-when-cross-origin",
            "Cross-Origin-Opener-Policy", "same-origin");

    private SecurityHeaders() {}

    /** Where browsers come through TLS, they are told to do so for a year. */
    static void add(HttpServletResponse response, boolean overTls) {
        ALWAYS.forEach(response::setHeader);
        if (overTls) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
