package io.appkit.auth.session;

import java.util.Optional;

/**
 * Who has signed in.
 *
 * @param id SCIM user id; never blank
 * @param email e-mail address; empty if unknown
 * @param name name to show; empty if unknown
 */
public record Identity(String id, Optional<String> email, Optional<String> name) {

    /** Checks the id. */
    public Identity {
        if (id.isBlank()) {
            throw new IllegalArgumentException("an identity needs an id");
        }
    }
}
