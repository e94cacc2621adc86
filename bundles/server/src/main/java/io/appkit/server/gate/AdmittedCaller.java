package io.appkit.server.gate;

import io.appkit.api.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The caller that the gate has admitted, as it travels with the request. */
public final class AdmittedCaller {

    /** Name of the request attribute that holds the caller. */
    public static final String ATTRIBUTE = AdmittedCaller.class.getName();

    private static final String NOBODY = "nobody";

    private AdmittedCaller() {}

    static void attach(HttpServletRequest request, Caller caller) {
        request.setAttribute(ATTRIBUTE, caller);
    }

    /** The request goes on without a caller. */
    static void attachNobody(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, NOBODY);
    }

    /** Whether the gate has let the request through. */
    public static boolean hasPassedGate(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }

    /** The caller; null on public paths. */
    public static @Nullable Caller of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Caller caller ? caller : null;
    }
}
