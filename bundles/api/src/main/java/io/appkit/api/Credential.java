package io.appkit.api;

/**
 * Opaque proof of a {@link Caller}'s identity towards the workspace. Only the bundle {@code auth} creates one and only
 * the bundle {@code workspace} redeems it; its text form never shows the secret.
 */
public interface Credential {

    /** The first 16 hexadecimal digits of the secret's SHA-256: fit for logs, unfit for use. */
    String fingerprint();
}
