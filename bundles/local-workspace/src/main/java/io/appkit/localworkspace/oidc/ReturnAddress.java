package io.appkit.localworkspace.oidc;

import io.appkit.localworkspace.http.Answer;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where an authorization request is answered to, once it is known to be safe.
 *
 * @param uri the checked redirect URI
 * @param state to be sent back
 * @param issuer who answers (RFC 9207)
 */
record ReturnAddress(String uri, Optional<String> state, String issuer) {

    Answer code(String code) {
        return with(Map.of("code", code));
    }

    Answer error(OAuthError error) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("error", error.code());
        fields.put("error_description", error.description());
        return with(fields);
    }

    private Answer with(Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        state.ifPresent(value -> all.put("state", value));
        all.put("iss", issuer);
        return redirect(uri, all);
    }

    /** Sends a browser to a checked address with more fields. */
    static Answer redirect(String uri, Map<String, String> fields) {
        StringBuilder location = new StringBuilder(uri);
        fields.forEach((name, value) -> location.append(location.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        Map<String, String> headers =
                Map.of("Location", location.toString(), "Cache-Control", "no-store", "Referrer-Policy", "no-referrer");
        return new Answer(303, headers, "text/plain", ByteBuffer.allocate(0));
    }
}
