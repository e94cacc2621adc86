package io.appkit.server.gate;

import io.appkit.api.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The caller that the gate has admitted, as it travels with the request. */
public final class AdmittedCaller {

    private static final String ATTRIBUTE = AdmittedCaller.class.getName();

    private AdmittedCaller() {}

    static void attach(HttpServletRequest request, Caller caller) {
        request.setAttribute(ATTRIBUTE, caller);
    }

    /** The caller; null on public paths. */
    public static @Nullable Caller of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Caller caller ? caller : null;
    }
}
