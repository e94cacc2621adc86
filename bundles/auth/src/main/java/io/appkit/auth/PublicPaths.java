package io.appkit.auth;

import io.appkit.api.platform.GateRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What is served without a caller. A path is public as it is sent, character by character: no spelling of another path, and
 * no other spelling of a public one, gets through.
 */
final class PublicPaths {

    private static final Set<String> ALWAYS = Set.of("/health", "/health/ready");
    private static final Set<String> LOCAL_SIGN_IN = Set.of("/oidc/v1/authorize", "/oidc/v1/logout");

    private final Set<String> paths = new HashSet<>(ALWAYS);
    private final boolean assets;
    private final BooleanSupplier localSignIn;

    /**
     * Creates them.
     *
     * @param configured exact paths
     * @param assets whether files of the page's build are public
     * @param localSignIn whether the sign-in pages of the local workspace are
     */
    PublicPaths(List<String> configured, boolean assets, BooleanSupplier localSignIn) {
        paths.addAll(configured);
        this.assets = assets;
        this.localSignIn = localSignIn;
    }

    boolean contains(GateRequest request) {
        return paths.contains(request.rawPath())
                || (assets && request.hashedAsset())
                || (LOCAL_SIGN_IN.contains(request.rawPath()) && localSignIn.getAsBoolean());
    }
}
