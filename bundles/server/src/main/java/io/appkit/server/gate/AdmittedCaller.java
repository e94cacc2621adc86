package io.appkit.server.gate;

import io.appkit.api.Caller;
import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/** The caller that the gate has admitted. It is no attribute of the request, which any servlet could read or set. */
public final class AdmittedCaller {

    private AdmittedCaller() {}

    /** Whether the gate has let the request through. */
    public static boolean hasPassedGate(ServletRequest request) {
        return ShieldedRequest.within(request) != null;
    }

    /** The caller; null on public paths. */
    public static @Nullable Caller of(ServletRequest request) {
        ShieldedRequest shielded = ShieldedRequest.within(request);
        return shielded == null ? null : shielded.caller();
    }
}
