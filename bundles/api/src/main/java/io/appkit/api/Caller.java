package io.appkit.api;

import java.util.Optional;

/**
 * Who is calling: immutable, and passed on explicitly, never bound to a thread.
 *
 * @param id SCIM user id of the workspace, in every mode of sign-in; never empty
 * @param email e-mail address; empty if unknown
 * @param name name to show; empty if unknown
 * @param credential opaque proof for calls on behalf of this caller; empty when the caller has none
 */
public record Caller(String id, Optional<String> email, Optional<String> name, Optional<Credential> credential) {

    /** Checks the id. */
    public Caller {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a caller needs an id");
        }
    }
}
