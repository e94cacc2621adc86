package io.appkit.server.gate;

import io.appkit.api.Caller;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.PushBuilder;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request behind the gate: whatever says who is calling has been read, and is out of reach from here on. */
final class ShieldedRequest extends HttpServletRequestWrapper {

    /** In the spelling that all others are compared with. */
    private static final List<String> IDENTITY = List.of(
            "cookie",
            "authorization",
            "proxy-authorization",
            "x-forwarded-access-token",
            "x-forwarded-user",
            "x-forwarded-email",
            "x-forwarded-preferred-username");

    /** Where Jetty keeps what it has read of a request, cookies among it. */
    private static final String JETTYS = "org.eclipse.jetty.server.Request.";

    private final @Nullable Caller caller;

    /**
     * Shields a request.
     *
     * @param caller whom the gate has admitted; null on public paths
     */
    ShieldedRequest(HttpServletRequest request, @Nullable Caller caller) {
        super(request);
        this.caller = caller;
    }

    /** The shielded request that others may have wrapped; null if there is none. */
    static @Nullable ShieldedRequest within(ServletRequest request) {
        ServletRequest at = request;
        while (at instanceof ServletRequestWrapper wrapper) {
            if (wrapper instanceof ShieldedRequest shielded) {
                return shielded;
            }
            at = wrapper.getRequest();
        }
        return null;
    }

    @Nullable
    Caller caller() {
        return caller;
    }

    private static boolean isShielded(String name) {
        for (String identity : IDENTITY) {
            if (isSpelling(name, identity)) {
                return true;
            }
        }
        return false;
    }

    /** Some servers read underscores, or whatever is no letter, as hyphens; so all such spellings carry identity. */
    private static boolean isSpelling(String name, String identity) {
        if (name.length() != identity.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            char normal = Character.isLetterOrDigit(c) ? Character.toLowerCase(c) : '-';
            if (normal != identity.charAt(i)) {
                return false;
            }
        }
        return true;
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
    public long getDateHeader(String name) {
        return isShielded(name) ? -1 : super.getDateHeader(name);
    }

    @Override
    public int getIntHeader(String name) {
        return isShielded(name) ? -1 : super.getIntHeader(name);
    }

    @Override
    public Map<String, String> getTrailerFields() {
        Map<String, String> fields = new HashMap<>(super.getTrailerFields());
        fields.keySet().removeIf(ShieldedRequest::isShielded);
        return fields;
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return name.startsWith(JETTYS) ? null : super.getAttribute(name);
    }

    @Override
    public Enumeration<String> getAttributeNames() {
        return Collections.enumeration(Collections.list(super.getAttributeNames()).stream()
                .filter(name -> !name.startsWith(JETTYS))
                .toList());
    }

    @Override
    public Cookie @Nullable [] getCookies() {
        return null;
    }

    @Override
    public @Nullable String getRemoteUser() {
        return null;
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        return null;
    }

    @Override
    public @Nullable String getAuthType() {
        return null;
    }

    @Override
    public boolean isUserInRole(String role) {
        return false;
    }

    /** A pushed request would carry the headers of this one. */
    @Override
    @SuppressWarnings("deprecation") // of the servlet API, which still has it
    public @Nullable PushBuilder newPushBuilder() {
        return null;
    }
}
