package io.appkit.localworkspace.oidc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fields of a query or form, each at most once (RFC 6749, section 3.1). */
final class FormFields {

    private static final int MAX_LENGTH = 16 * 1024;
    private static final int MAX_FIELDS = 50;
    private static final int MAX_VALUE = 2048;

    private final Map<String, String> values = new HashMap<>();
    private final Set<String> repeated = new HashSet<>();

    private FormFields() {}

    /** Reads {@code name=value&...}. */
    static FormFields of(String encoded) throws OAuthError {
        if (encoded.length() > MAX_LENGTH) {
            throw OAuthError.invalidRequest("The request is longer than " + MAX_LENGTH + " characters");
        }
        String[] pairs = encoded.split("&", -1);
        if (pairs.length > MAX_FIELDS) {
            throw OAuthError.invalidRequest("The request has more than " + MAX_FIELDS + " parameters");
        }
        FormFields fields = new FormFields();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.add(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    /** Reads a form as posted. */
    static FormFields of(byte[] body) throws OAuthError {
        // Each byte is at least one character, so a body that is too long is never decoded.
        return of(new String(body, 0, Math.min(body.length, MAX_LENGTH + 1), StandardCharsets.UTF_8));
    }

    private void add(String name, String value) throws OAuthError {
        if (value.length() > MAX_VALUE) {
            throw OAuthError.invalidRequest("A parameter is longer than " + MAX_VALUE + " characters");
        }
        if (!value.isEmpty() && values.putIfAbsent(name, value) != null) {
            repeated.add(name);
        }
    }

    /** A value; empty if it is missing, empty, or given more than once. */
    Optional<String> get(String name) {
        return repeated.contains(name) ? Optional.empty() : Optional.ofNullable(values.get(name));
    }

    String require(String name) throws OAuthError {
        return get(name).orElseThrow(() -> OAuthError.invalidRequest(name + " is missing"));
    }

    void refuseRepetitions() throws OAuthError {
        if (!repeated.isEmpty()) {
            throw OAuthError.invalidRequest("A parameter is given more than once");
        }
    }

    static String decoded(String text) throws OAuthError {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw OAuthError.invalidRequest("The request is not encoded as a form");
        }
    }
}
