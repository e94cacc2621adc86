package io.appkit.auth;

import io.appkit.api.platform.GateRequest;

/**
 * The same finding for every request.
 *
 * @param finding it
 */
record FixedIdentity(Finding finding) implements Identification {

    /** Nobody can sign in yet, or the values it needs are wrong. */
    static final FixedIdentity NOT_READY =
            new FixedIdentity(new Finding.Unknown(503, "UNAVAILABLE", "Sign-in is not available, please retry"));

    @Override
    public Finding identify(GateRequest request) {
        return finding;
    }
}
