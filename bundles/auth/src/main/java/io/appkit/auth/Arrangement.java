package io.appkit.auth;

import io.appkit.api.platform.SignIn;
import io.appkit.auth.oidc.OidcSignIn;
import java.util.List;
import java.util.Optional;

/**
 * How requests are decided at present.
 *
 * @param choice how callers are known
 * @param origin under which browsers reach the server; empty where nobody needs to know
 * @param publicPaths configured ones
 * @param checkpoint decides
 */
record Arrangement(ModeChoice choice, Optional<PublicOrigin> origin, List<String> publicPaths, Checkpoint checkpoint) {

    /** Before anything is known. */
    static final Arrangement CLOSED = new Arrangement(
            new ModeChoice(ModeChoice.Way.NOBODY, "not configured yet"),
            Optional.empty(),
            List.of(),
            new Checkpoint(
                    ModeChoice.Way.NOBODY.label(),
                    SameOrigin.asHost(),
                    new PublicPaths(List.of(), false, () -> false),
                    FixedIdentity.NOT_READY));

    Identification identification() {
        return checkpoint.identification();
    }

    /** Whether callers can be known. */
    boolean isReady() {
        return !identification().equals(FixedIdentity.NOT_READY);
    }

    Optional<OidcSignIn> oidc() {
        return identification() instanceof OidcSignIn oidc ? Optional.of(oidc) : Optional.empty();
    }

    SignIn.Status status() {
        Optional<OidcSignIn> oidc = oidc();
        return new SignIn.Status(
                choice.way().label(),
                choice.reason(),
                origin.map(PublicOrigin::toString),
                oidc.flatMap(OidcSignIn::issuer),
                oidc.map(signIn -> signIn.settings().clientId()),
                oidc.map(signIn -> signIn.settings().scopes()).orElse(List.of()),
                publicPaths,
                oidc.map(signIn -> signIn.sessions().keyIds()).orElse(List.of()),
                oidc.map(signIn -> signIn.sessions().recent()).orElse(0),
                oidc.map(signIn -> signIn.sessions().revocations()).orElse(0));
    }

    void close() {
        identification().close();
    }
}
