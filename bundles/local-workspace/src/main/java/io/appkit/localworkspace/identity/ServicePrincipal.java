package io.appkit.localworkspace.identity;

import io.appkit.localworkspace.http.Principal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * The identity of the app itself.
 *
 * @param id SCIM id
 * @param clientId OAuth client id, which is also its user name
 * @param clientSecret OAuth client secret
 * @param displayName for people
 */
public record ServicePrincipal(String id, String clientId, String clientSecret, String displayName)
        implements Principal {

    private static final int SECRET_BYTES = 32;

    /**
     * The app.
     *
     * @param clientSecret empty for one of its own for this start
     */
    public static ServicePrincipal app(Optional<String> clientSecret) {
        return new ServicePrincipal(
                "7000000000000001",
                "10ca1a00-a990-4e5e-8000-000000000001",
                clientSecret.orElseGet(ServicePrincipal::randomSecret),
                "local app");
    }

    private static String randomSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    @Override
    public String userName() {
        return clientId;
    }

    @Override
    public Set<String> unreadable() {
        return Set.of();
    }

    @Override
    public Set<String> unreadableVolumes() {
        return Set.of();
    }

    @Override
    public Set<String> unwritableVolumes() {
        return Set.of();
    }

    /** Whether these are its id and secret. */
    public boolean proves(String givenId, String givenSecret) {
        // Both are compared, so that the time taken does not tell which was wrong.
        boolean idMatches = matches(clientId, givenId);
        return matches(clientSecret, givenSecret) && idMatches;
    }

    private static boolean matches(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "ServicePrincipal[" + clientId + "]";
    }
}
