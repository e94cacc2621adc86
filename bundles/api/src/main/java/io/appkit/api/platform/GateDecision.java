package io.appkit.api.platform;

import io.appkit.api.Caller;
import java.util.List;
import java.util.Map;

/** What a {@link Gate} decided. */
public sealed interface GateDecision {

    /**
     * The request goes on.
     *
     * @param caller on whose behalf
     * @param cookies values of {@code Set-Cookie} headers that the answer gets, whatever it is
     */
    record Admit(Caller caller, List<String> cookies) implements GateDecision {

        /** Copies the cookies. */
        public Admit {
            cookies = List.copyOf(cookies);
        }

        /** Without cookies. */
        public Admit(Caller caller) {
            this(caller, List.of());
        }
    }

    /** The request goes on without a caller: only for paths that are public by configuration or by contract. */
    record Public() implements GateDecision {}

    /**
     * The request is answered at the gate with a JSON error.
     *
     * @param status HTTP status; 429 and 503 ask the client to retry after a second
     * @param code stable code, as {@code AUTHENTICATION_ERROR}
     * @param message text for the client
     * @param cookies values of {@code Set-Cookie} headers
     */
    record Refuse(int status, String code, String message, List<String> cookies) implements GateDecision {

        /** Copies the cookies. */
        public Refuse {
            cookies = List.copyOf(cookies);
        }

        /** Without cookies. */
        public Refuse(int status, String code, String message) {
            this(status, code, message, List.of());
        }
    }

    /**
     * The request is answered at the gate: a page of the sign-in, a redirect, or JSON about the session. Never cached.
     *
     * @param status HTTP status
     * @param headers by name, among them {@code Content-Type} where there is a body, and {@code Location} of a redirect
     * @param cookies values of {@code Set-Cookie} headers
     * @param body text, sent as UTF-8; may be empty
     */
    record Respond(int status, Map<String, String> headers, List<String> cookies, String body) implements GateDecision {

        /** Copies headers and cookies. */
        public Respond {
            headers = Map.copyOf(headers);
            cookies = List.copyOf(cookies);
        }
    }
}
