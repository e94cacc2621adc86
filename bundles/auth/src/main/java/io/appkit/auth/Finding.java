package io.appkit.auth;

import io.appkit.api.Caller;
import io.appkit.api.platform.GateDecision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an {@link Identification} found. */
public sealed interface Finding {

    /**
     * A caller.
     *
     * @param caller who
     * @param until when the session is over; empty if it has no end
     * @param cookies values of {@code Set-Cookie} that the answer must carry
     */
    record Known(Caller caller, Optional<Instant> until, List<String> cookies) implements Finding {

        /** Copies the cookies. */
        public Known {
            cookies = List.copyOf(cookies);
        }

        /** Without a session. */
        public Known(Caller caller) {
            this(caller, Optional.empty(), List.of());
        }

        /** Without the cookies. */
        @Override
        public String toString() {
            return "Known[" + caller.id() + "]";
        }
    }

    /**
     * Nobody the server knows.
     *
     * @param answer what the request gets
     */
    record Unknown(GateDecision answer) implements Finding {

        /** Answered with an error. */
        public Unknown(int status, String code, String message) {
            this(new GateDecision.Refuse(status, code, message));
        }
    }
}
