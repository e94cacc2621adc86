package io.appkit.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.AppKitException;
import io.appkit.api.platform.SignIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an operator sees of sign-in, and does about it. */
class SignInCommandsTest {

    private static final SignIn.Status OIDC = new SignIn.Status(
            "oidc",
            "as configured",
            Optional.of("https://app.example.com"),
            Optional.of("https://w.example.com/oidc"),
            Optional.of("client-1"),
            List.of("openid", "all-apis"),
            List.of("/status"),
            List.of("k2", "k1"),
            3,
            1);

    private static final SignIn.Status FORWARDED = new SignIn.Status(
            "databricks-apps",
            "inside Databricks Apps",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            0,
            0);

    private final Screen screen = new Screen();
    private final List<String> revoked = new ArrayList<>();

    private SignIn signIn(SignIn.Status status) {
        return new SignIn() {
            @Override
            public Status status() {
                return status;
            }

            @Override
            public void revoke(String callerId) {
                revoked.add(callerId);
            }

            @Override
            public void revokeAll() {
                revoked.add("*");
            }
        };
    }

    private String print(SignIn.Status status, boolean json) {
        new SignInOverview(status).print(screen.console(80, false), json);
        return screen.text();
    }

    private String revoke(@Nullable String caller, boolean all, boolean json) {
        new Revocation(caller, all).carryOut(signIn(OIDC), screen.console(80, false), json);
        return screen.text();
    }

    @Test
    void aLinePerFact() {
        assertThat(print(OIDC, false)).isEqualTo("""
                        Mode          oidc (as configured)
                        Public URL    https://app.example.com
                        Issuer        https://w.example.com/oidc
                        Client        client-1
                        Scopes        openid all-apis
                        Public paths  /status
                        Cookie keys   k2, k1
                        Sessions      3 in the last minute
                        Revocations   1
                        """);
    }

    @Test
    void whatAModeDoesNotHaveIsNotShown() {
        assertThat(print(FORWARDED, false)).isEqualTo("""
                        Mode          databricks-apps (inside Databricks Apps)
                        Public paths  none
                        """);
    }

    @Test
    void scriptsGetJson() {
        assertThat(print(OIDC, true))
                .isEqualToIgnoringWhitespace("{ \"mode\" : \"oidc\", \"reason\" : \"as configured\","
                        + " \"publicUrl\" : \"https://app.example.com\", \"issuer\" : \"https://w.example.com/oidc\","
                        + " \"clientId\" : \"client-1\", \"scopes\" : [ \"openid\", \"all-apis\" ],"
                        + " \"publicPaths\" : [ \"/status\" ], \"cookieKeys\" : [ \"k2\", \"k1\" ],"
                        + " \"sessions\" : 3, \"revocations\" : 1 }");
    }

    @Test
    void theSessionsOfOneCallerEnd() {
        assertThat(revoke("7", false, false)).isEqualTo("All sessions of 7 on this server have ended\n");
        assertThat(revoked).containsExactly("7");
    }

    @Test
    void theSessionsOfAllEnd() {
        assertThat(revoke(null, true, false)).isEqualTo("All sessions on this server have ended\n");
        assertThat(revoked).containsExactly("*");
    }

    @Test
    void scriptsAreToldInJson() {
        assertThat(revoke("7", false, true)).isEqualToIgnoringWhitespace("{ \"caller\" : \"7\", \"all\" : false }");
    }

    @Test
    void exactlyOneOfCallerAndAllIsTaken() {
        for (Revocation wrong :
                List.of(new Revocation(null, false), new Revocation("7", true), new Revocation(" ", false))) {
            assertThatThrownBy(() -> wrong.carryOut(signIn(OIDC), screen.console(80, false), false))
                    .isInstanceOf(AppKitException.class)
                    .hasMessage("Give the id of one caller, or --all for everybody");
        }
        assertThat(revoked).isEmpty();
    }

    @Test
    void whereThereAreNoSessionsNothingIsClaimed() {
        assertThatThrownBy(
                        () -> new Revocation("7", false).carryOut(signIn(FORWARDED), screen.console(80, false), false))
                .hasMessage("In mode databricks-apps this server has no sessions to end");
        assertThat(revoked).isEmpty();
    }
}
