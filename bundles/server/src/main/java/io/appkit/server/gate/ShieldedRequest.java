package io.appkit.server.gate;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request behind the gate: whatever says who is calling has been read, and is out of reach from here on. */
final class ShieldedRequest extends HttpServletRequestWrapper {

    private static final Set<String> IDENTITY = Set.of(
            "x-forwarded-access-token",
            "x-forwarded-user",
            "x-forwarded-email",
            "x-forwarded-preferred-username",
            "authorization",
            "proxy-authorization",
            "cookie");

    ShieldedRequest(HttpServletRequest request) {
        super(request);
    }

    /** Some servers read underscores as hyphens, so both spellings carry identity. */
    private static boolean isShielded(String name) {
        return IDENTITY.contains(name.toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    @Override
    public @Nullable String getHeader(String name) {
        return isShielded(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return isShielded(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(Collections.list(super.getHeaderNames()).stream()
                .filter(name -> !isShielded(name))
                .toList());
    }

    @Override
    public Cookie @Nullable [] getCookies() {
        return null;
    }
}
