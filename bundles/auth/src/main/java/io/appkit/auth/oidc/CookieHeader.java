package io.appkit.auth.oidc;

import io.appkit.api.platform.GateRequest;
import java.util.Arrays;
import java.util.List;

/** The cookies of a request. */
final class CookieHeader {

    /** One cookie as sent. */
    record Cookie(String name, String value) {

        /** Only its name. */
        @Override
        public String toString() {
            return name;
        }
    }

    private CookieHeader() {}

    static List<Cookie> of(GateRequest request) {
        return request.headers("Cookie").stream()
                .flatMap(header -> Arrays.stream(header.split(";", -1)))
                .map(String::trim)
                .filter(pair -> pair.indexOf('=') > 0)
                .map(pair -> new Cookie(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1)))
                .toList();
    }
}
