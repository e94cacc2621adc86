package io.appkit.shell;

import io.appkit.api.platform.SignIn;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The state of sign-in, for people and for scripts.
 *
 * @param status what is known of it; it holds no secret
 */
record SignInOverview(SignIn.Status status) {

    void print(Console console, boolean json) {
        if (json) {
            Json.print(console, values());
            return;
        }
        Labelled.print(console, lines());
    }

    private Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("Mode", status.mode() + " (" + status.reason() + ")");
        status.publicUrl().ifPresent(url -> lines.put("Public URL", url));
        status.issuer().ifPresent(issuer -> lines.put("Issuer", issuer));
        status.clientId().ifPresent(client -> lines.put("Client", client));
        if (!status.scopes().isEmpty()) {
            lines.put("Scopes", String.join(" ", status.scopes()));
        }
        lines.put("Public paths", status.publicPaths().isEmpty() ? "none" : String.join(", ", status.publicPaths()));
        if (!status.cookieKeys().isEmpty()) {
            lines.put("Cookie keys", String.join(", ", status.cookieKeys()));
            lines.put("Sessions", status.sessions() + " in the last minute");
            lines.put("Revocations", String.valueOf(status.revocations()));
        }
        return lines;
    }

    private Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("mode", status.mode());
        values.put("reason", status.reason());
        values.put("publicUrl", status.publicUrl().orElse(null));
        values.put("issuer", status.issuer().orElse(null));
        values.put("clientId", status.clientId().orElse(null));
        values.put("scopes", status.scopes());
        values.put("publicPaths", status.publicPaths());
        values.put("cookieKeys", status.cookieKeys());
        values.put("sessions", status.sessions());
        values.put("revocations", status.revocations());
        return values;
    }
}
