package io.appkit.localworkspace.oidc;

import io.appkit.localworkspace.identity.AccessTokens;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What can be asked for. */
final class Scopes {

    static final String OPENID = "openid";
    static final String EMAIL = "email";
    static final String PROFILE = "profile";
    static final String OFFLINE = "offline_access";

    static final List<String> KNOWN = List.of(OPENID, EMAIL, PROFILE, OFFLINE, AccessTokens.SCOPE);

    private Scopes() {}

    /** Those of a request that are known, all of {@code most} if it names none. */
    static String granted(Optional<String> requested, String most) throws OAuthError {
        List<String> possible = Arrays.asList(most.split(" "));
        List<String> granted = requested
                .map(scope -> Arrays.stream(scope.split(" +"))
                        .filter(possible::contains)
                        .distinct()
                        .toList())
                .orElse(possible);
        if (granted.isEmpty()) {
            throw new OAuthError("invalid_scope", "None of the scopes can be granted");
        }
        return String.join(" ", granted);
    }

    static boolean has(String scopes, String scope) {
        return Arrays.asList(scopes.split(" ")).contains(scope);
    }
}
