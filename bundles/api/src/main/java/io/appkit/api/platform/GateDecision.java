package io.appkit.api.platform;

import io.appkit.api.Caller;

/** What a {@link Gate} decided. */
public sealed interface GateDecision {

    /**
     * The request goes on.
     *
     * @param caller on whose behalf
     */
    record Admit(Caller caller) implements GateDecision {}

    /** The request goes on without a caller: only for paths that are public by configuration or by contract. */
    record Public() implements GateDecision {}

    /**
     * The request is answered at the gate.
     *
     * @param status HTTP status
     * @param code stable code, as {@code AUTHENTICATION_ERROR}
     * @param message text for the client
     */
    record Refuse(int status, String code, String message) implements GateDecision {}
}
