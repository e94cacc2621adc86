package io.appkit.server.gate;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.List;

/** An answer to which the gate adds something that stays, even if a handler begins its answer anew. */
final class GuardedResponse extends HttpServletResponseWrapper {

    private static final String SET_COOKIE = "Set-Cookie";
    private static final String CACHE_CONTROL = "Cache-Control";

    private final boolean overTls;
    private List<String> cookies = List.of();

    GuardedResponse(HttpServletResponse response, boolean overTls) {
        super(response);
        this.overTls = overTls;
        SecurityHeaders.add(response, overTls);
    }

    /** Adds cookies. They are one caller's, so no cache may keep the answer, whatever a handler says. */
    void keep(List<String> setCookies) {
        cookies = setCookies;
        addCookies();
    }

    private void addCookies() {
        if (cookies.isEmpty()) {
            return;
        }
        for (String cookie : cookies) {
            super.addHeader(SET_COOKIE, cookie);
        }
        super.setHeader(CACHE_CONTROL, "no-store");
    }

    @Override
    public void reset() {
        super.reset();
        SecurityHeaders.add(this, overTls);
        addCookies();
    }

    @Override
    public void setHeader(String name, String value) {
        if (cookies.isEmpty()) {
            super.setHeader(name, value);
        } else if (name.equalsIgnoreCase(SET_COOKIE)) {
            super.addHeader(name, value);
        } else if (!name.equalsIgnoreCase(CACHE_CONTROL)) {
            super.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (cookies.isEmpty() || !name.equalsIgnoreCase(CACHE_CONTROL)) {
            super.addHeader(name, value);
        }
    }
}
