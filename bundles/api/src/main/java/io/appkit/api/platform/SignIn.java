package io.appkit.api.platform;

import java.util.List;
import java.util.Optional;

/** How callers sign in, as an operator sees and governs it. An OSGi service of the bundle {@code auth}. */
public interface SignIn {

    /** The present state, without a secret. */
    Status status();

    /**
     * Ends all sessions of a caller that began before now, on this server.
     *
     * @param callerId the caller's id
     */
    void revoke(String callerId);

    /** Ends all sessions that began before now, on this server. */
    void revokeAll();

    /**
     * The state of sign-in.
     *
     * @param mode as {@code oidc} or {@code databricks-apps}
     * @param reason why it is this mode, in a few words
     * @param publicUrl origin under which browsers reach the server; empty where the mode needs none
     * @param issuer of identities; empty while it is not known, or where the mode has none
     * @param clientId OAuth client id; empty where the mode needs none
     * @param scopes that are asked for
     * @param publicPaths served without a caller, beyond the built-in ones
     * @param cookieKeys identifiers of the keys of session cookies, the one in use first
     * @param sessions how many sessions were seen in the last minute
     * @param revocations how many revocations are in force
     */
    record Status(
            String mode,
            String reason,
            Optional<String> publicUrl,
            Optional<String> issuer,
            Optional<String> clientId,
            List<String> scopes,
            List<String> publicPaths,
            List<String> cookieKeys,
            int sessions,
            int revocations) {

        /** Copies the lists. */
        public Status {
            scopes = List.copyOf(scopes);
            publicPaths = List.copyOf(publicPaths);
            cookieKeys = List.copyOf(cookieKeys);
        }
    }
}
