package io.appkit.auth;

import io.appkit.api.platform.Gate;
import io.appkit.api.platform.GateDecision;
import io.appkit.api.platform.GateRequest;

/** Lets nobody in. */
final class RefusingGate implements Gate {

    @Override
    public GateDecision decide(GateRequest request) {
        return new GateDecision.Refuse(401, "AUTHENTICATION_ERROR", "Sign-in is not configured");
    }
}
