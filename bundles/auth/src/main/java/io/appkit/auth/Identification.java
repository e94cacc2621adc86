package io.appkit.auth;

import io.appkit.api.platform.GateDecision;
import io.appkit.api.platform.GateRequest;
import java.util.Optional;

/** One way of knowing callers. */
public interface Identification extends AutoCloseable {

    /** Who is calling. */
    Finding identify(GateRequest request);

    /** The answer to a request for one of its own pages; empty for any other. */
    default Optional<GateDecision> page(GateRequest request) {
        return Optional.empty();
    }

    /** Path of the page where callers sign in; empty if they cannot. */
    default Optional<String> signInPath() {
        return Optional.empty();
    }

    /** Path that callers post to when they sign out; empty if they cannot. */
    default Optional<String> signOutPath() {
        return Optional.empty();
    }

    @Override
    default void close() {}
}
