package io.appkit.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.AppKitException;
import io.appkit.api.Caller;
import io.appkit.api.ErrorKind;
import io.appkit.api.config.Environment;
import io.appkit.api.platform.GateDecision;
import io.appkit.api.platform.OwnersCredential;
import io.appkit.api.platform.ServerAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInGateTest extends GateFixture {

    private static final Map<String, String> PLATFORM = Map.of(
            "DATABRICKS_APP_NAME", "sales",
            "DATABRICKS_CLIENT_ID", "id",
            "DATABRICKS_CLIENT_SECRET", "secret",
            "DATABRICKS_APP_PORT", "8000");

    @Test
    void believesForwardedHeadersInsideDatabricksApps() {
        GateDecision decision = gate(AuthSettings.Mode.AUTO, PLATFORM, "0.0.0.0")
                .decide(TestRequest.get(PATH)
                        .from("10.0.0.9")
                        .with("x-forwarded-user", "42")
                        .with("x-forwarded-email", "ada@example.com")
                        .with("x-forwarded-access-token", "secret-token"));

        Caller caller = ((GateDecision.Admit) decision).caller();
        assertThat(caller.id()).isEqualTo("42");
        assertThat(caller.email()).contains("ada@example.com");
        assertThat(caller.toString()).doesNotContain("secret-token");
    }

    @Test
    void refusesACallWithoutUserIdInsideDatabricksApps() {
        assertThat(gate(AuthSettings.Mode.AUTO, PLATFORM, "0.0.0.0").decide(TestRequest.get(PATH)))
                .isEqualTo(new GateDecision.Refuse(
                        401, "AUTHENTICATION_ERROR", "User ID not available in request headers"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-forwarded-user", "x-forwarded-email", "x-forwarded-access-token"})
    void refusesAnIdentityHeaderThatComesTwice(String header) {
        TestRequest request = TestRequest.get(PATH).with("x-forwarded-user", "42");

        GateDecision decision = gate(AuthSettings.Mode.AUTO, PLATFORM, "0.0.0.0")
                .decide(request.with(header, "first").with(header, "second"));

        assertThat(((GateDecision.Refuse) decision).status()).isEqualTo(400);
    }

    @Test
    void refusesAListInAnIdentityHeader() {
        GateDecision decision = gate(AuthSettings.Mode.AUTO, PLATFORM, "0.0.0.0")
                .decide(TestRequest.get(PATH).with("x-forwarded-user", "42, 43"));

        assertThat(((GateDecision.Refuse) decision).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x_forwarded_user", "X-Forwarded_User", "forwarded-user", "x-forwarded-user-id"})
    void believesNoOtherSpelling(String header) {
        GateDecision decision = gate(AuthSettings.Mode.AUTO, PLATFORM, "0.0.0.0")
                .decide(TestRequest.get(PATH).with(header, "42"));

        assertThat(((GateDecision.Refuse) decision).status()).isEqualTo(401);
    }

    private SignInGate developer() {
        users.set(credential ->
                new Caller("7", Optional.of("me@example.com"), Optional.empty(), Optional.of(credential)));
        SignInGate gate = gate(AuthSettings.Mode.DEVELOPER, Map.of(), "127.0.0.1");
        gate.setWorkspace(new Workspace("https://real.example", false));
        return gate;
    }

    static Stream<Arguments> spoofed() {
        List<String> names = List.of(
                "x-forwarded-user",
                "X-FORWARDED-USER",
                "X-Forwarded-User",
                "x_forwarded_user",
                "x-forwarded-email",
                "x-forwarded-access-token",
                "x-forwarded-preferred-username",
                "authorization",
                "x-real-user",
                "remote-user");
        List<String> values = List.of("42", "", " ", "42,43", "42, 7", "\t42");
        return names.stream().flatMap(name -> values.stream().map(value -> Arguments.of(name, value)));
    }

    @ParameterizedTest
    @MethodSource("spoofed")
    void identityHeadersChangeNobodyWhereTheyAreNotBelieved(String name, String value) {
        TestRequest request = TestRequest.get(PATH)
                .with("Host", "localhost:8000")
                .with(name, value)
                .with("x-forwarded-user", value);
        for (TestRequest spoofed : List.of(request, request.with(name, value))) {
            assertThat(developer().decide(spoofed)).isInstanceOfSatisfying(GateDecision.Admit.class, admitted -> {
                assertThat(admitted.caller().id()).isEqualTo("7");
                assertThat(admitted.caller().credential()).containsInstanceOf(OwnersCredential.class);
            });

            SignInGate oidc = gate(AuthSettings.Mode.OIDC, CLIENT, "127.0.0.1");
            oidc.setWorkspace(new Workspace("https://real.example", false));
            assertThat(((GateDecision.Refuse) oidc.decide(spoofed)).status()).isEqualTo(401);

            settings = new TestSettings(
                    TestSettings.auth(AuthSettings.Mode.DATABRICKS_APPS, "10.1.1.1"),
                    TestSettings.server("0.0.0.0", ""));
            assertThat(gate(Map.of()).decide(spoofed.from("10.1.1.2")))
                    .isInstanceOfSatisfying(
                            GateDecision.Refuse.class,
                            refused -> assertThat(refused.status()).isEqualTo(401));
            assertThat(gate(AuthSettings.Mode.AUTO, PLATFORM, "0.0.0.0").decide(spoofed.with("x-forwarded-user", "7")))
                    .isInstanceOf(GateDecision.Refuse.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.1.1, 10.1.1.1, true",
        "10.1.1.1, 10.1.1.2, false",
        "::1, 0:0:0:0:0:0:0:1, true",
        "::1, [::1], true",
        "fe80::1, fe80::1%eth0, true"
    })
    void believesConfiguredProxiesAlone(String proxy, String peer, boolean believed) {
        settings = new TestSettings(
                TestSettings.auth(AuthSettings.Mode.DATABRICKS_APPS, proxy), TestSettings.server("0.0.0.0", ""));

        GateDecision decision =
                gate(Map.of()).decide(TestRequest.get(PATH).from(peer).with("x-forwarded-user", "42"));

        assertThat(decision instanceof GateDecision.Admit).isEqualTo(believed);
    }

    @Test
    void doesNotStartWithForwardedHeadersFromAnyone() {
        gate(AuthSettings.Mode.DATABRICKS_APPS, Map.of(), "0.0.0.0");

        assertThat(failures)
                .singleElement()
                .asString()
                .contains("etc/appkit.auth.cfg")
                .contains("trustedProxies");
    }

    @Test
    void signsPeopleInOutsideOfDatabricksApps() {
        SignInGate gate = gate(AuthSettings.Mode.AUTO, CLIENT, "127.0.0.1");
        gate.setWorkspace(new Workspace("https://real.example", false));

        assertThat(((GateDecision.Refuse) gate.decide(TestRequest.get(PATH))).status())
                .isEqualTo(401);
        assertThat(gate.status().mode()).isEqualTo("oidc");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, localhost:8000, true",
        "127.0.0.1, 127.0.0.1, true",
        "::1, [::1]:8000, true",
        "127.0.0.1, evil.example, false",
        "127.0.0.1, localhost.evil.example, false",
        "192.168.1.7, localhost:8000, false"
    })
    void admitsTheDeveloperOnThisMachineOnly(String peer, String host, boolean admitted) {
        GateDecision decision =
                developer().decide(TestRequest.get(PATH).from(peer).with("Host", host));

        assertThat(decision instanceof GateDecision.Admit).isEqualTo(admitted);
    }

    @Test
    void tellsThePageWhoItIs() {
        GateDecision.Respond answer = (GateDecision.Respond)
                developer().decide(TestRequest.get("/api/appkit/session").with("Host", "localhost"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"mode\":\"developer\",\"user\":{\"id\":\"7\",\"email\":\"me@example.com\"},"
                        + "\"expiresAt\":null,\"signOut\":null}");
    }

    @Test
    void theDeveloperActsAsTheOwnerOfTheCredentials() {
        users.set(credential ->
                new Caller("7", Optional.of("me@example.com"), Optional.empty(), Optional.of(credential)));
        SignInGate gate = gate(AuthSettings.Mode.DEVELOPER, Map.of(), "127.0.0.1");
        TestRequest request = TestRequest.get(PATH).with("Host", "localhost");
        assertThat(((GateDecision.Refuse) gate.decide(request)).status()).isEqualTo(503);

        gate.setWorkspace(new Workspace("https://real.example", false));

        Caller caller = ((GateDecision.Admit) gate.decide(request)).caller();
        assertThat(caller.id()).isEqualTo("7");
        assertThat(caller.credential()).containsInstanceOf(OwnersCredential.class);
        assertThat(((GateDecision.Refuse) gate.decide(request.from("10.0.0.1"))).status())
                .isEqualTo(403);
        assertThat(gate.status().mode()).isEqualTo("developer");
        assertThat(failures).isEmpty();
    }

    @Test
    void theDeveloperWaitsForAWorkspaceThatDoesNotAnswer() {
        users.set(credential -> {
            throw new AppKitException(ErrorKind.CONNECTION, "down", "down");
        });
        SignInGate gate = gate(AuthSettings.Mode.DEVELOPER, Map.of(), "127.0.0.1");
        gate.setWorkspace(new Workspace("https://real.example", false));

        GateDecision decision = gate.decide(TestRequest.get(PATH).with("Host", "localhost"));

        assertThat(((GateDecision.Refuse) decision).status()).isEqualTo(503);
    }

    @Test
    void theDeveloperIsRefusedAtTheLocalWorkspaceAndWhereOthersReachTheServer() {
        gate(AuthSettings.Mode.DEVELOPER, Map.of(), "127.0.0.1")
                .setWorkspace(new Workspace("http://127.0.0.1:1", true));
        gate(AuthSettings.Mode.DEVELOPER, Map.of(), "0.0.0.0");

        assertThat(failures)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("etc/appkit.auth.cfg, key mode: 'developer'"));
    }

    @Test
    void oidcNeedsAClientOnceTheWorkspaceIsKnown() {
        SignInGate gate = gate(AuthSettings.Mode.OIDC, Map.of(), "127.0.0.1");
        assertThat(failures).isEmpty();
        assertThat(((GateDecision.Refuse) gate.decide(TestRequest.get(PATH))).status())
                .isEqualTo(503);
        assertThat(gate.decide(TestRequest.get("/health"))).isInstanceOf(GateDecision.Public.class);

        gate.setWorkspace(new Workspace("https://real.example", false));

        assertThat(failures).singleElement().asString().contains("etc/appkit.auth.cfg, key clientId");
        assertThat(((GateDecision.Refuse) gate.decide(TestRequest.get(PATH))).status())
                .isEqualTo(503);
    }

    @Test
    void wrongValuesAtRunTimeLeaveTheLastGoodOnesInForce() {
        SignInGate gate = gate(AuthSettings.Mode.OIDC, CLIENT, "127.0.0.1");
        gate.setWorkspace(new Workspace("https://real.example", false));

        settings.change(TestSettings.server("127.0.0.1", "nonsense"));
        settings.change(TestSettings.server("0.0.0.0", ""));

        assertThat(failures).isEmpty();
        assertThat(((GateDecision.Refuse) gate.decide(TestRequest.get(PATH))).status())
                .isEqualTo(401);
        assertThat(gate.status().publicUrl()).contains("http://127.0.0.1:8000");
    }

    @Test
    void aGateThatJoinsARunningServerIsClosedUntilItsValuesAreRight() {
        settings.wrong = "etc/appkit.auth.cfg, key mode: 'nonsense' is not valid";
        SignInGate gate = SignInGate.in(folder, settings, Environment.of(CLIENT), failures::add, users::get, true);
        gates.add(gate);
        gate.setAddress(new ServerAddress("127.0.0.1", 8000));
        gate.setWorkspace(new Workspace("https://real.example", false));
        assertThat(((GateDecision.Refuse) gate.decide(TestRequest.get(PATH))).status())
                .isEqualTo(503);

        settings.wrong = null;
        settings.change(TestSettings.auth(AuthSettings.Mode.DATABRICKS_APPS));
        settings.change(TestSettings.server("0.0.0.0", ""));
        gate.retry();
        assertThat(((GateDecision.Refuse) gate.decide(TestRequest.get(PATH))).status())
                .isEqualTo(503);

        settings.change(TestSettings.server("127.0.0.1", ""));
        assertThat(((GateDecision.Refuse) gate.decide(TestRequest.get(PATH))).status())
                .isEqualTo(401);
        assertThat(gate.status().mode()).isEqualTo("databricks-apps");
        assertThat(failures).isEmpty();
    }

    @Test
    void goodValuesAtRunTimeAreTakenOver() {
        SignInGate gate = developer();
        TestRequest request = TestRequest.get("/hooks/orders").with("Host", "localhost");
        assertThat(gate.decide(request)).isInstanceOf(GateDecision.Admit.class);

        settings.change(TestSettings.auth(AuthSettings.Mode.DATABRICKS_APPS));
        assertThat(((GateDecision.Refuse) gate.decide(request)).status()).isEqualTo(401);

        settings.change(
                TestSettings.auth(AuthSettings.Mode.DATABRICKS_APPS, List.of(), List.of("/hooks/orders"), false));
        assertThat(gate.decide(request)).isInstanceOf(GateDecision.Public.class);
    }

    @Test
    void waitsUntilItIsKnownWhereTheServerListens() {
        SignInGate gate = SignInGate.in(folder, settings, Environment.of(CLIENT), failures::add, users::get, false);
        gates.add(gate);
        gate.setWorkspace(new Workspace("https://real.example", false));
        assertThat(((GateDecision.Refuse) gate.decide(TestRequest.get(PATH))).status())
                .isEqualTo(503);

        gate.setAddress(new ServerAddress("127.0.0.1", 43_210));

        assertThat(((GateDecision.Refuse) gate.decide(TestRequest.get(PATH))).status())
                .isEqualTo(401);
        assertThat(gate.status().publicUrl()).contains("http://127.0.0.1:43210");
    }

    @Test
    void saysHowCallersAreKnownWithoutASecret() {
        SignInGate gate = gate(AuthSettings.Mode.OIDC, CLIENT, "127.0.0.1");
        gate.setWorkspace(new Workspace("https://real.example", false));

        assertThat(gate.status().mode()).isEqualTo("oidc");
        assertThat(gate.status().clientId()).contains("id");
        assertThat(gate.status().cookieKeys()).hasSize(1);
        assertThat(gate.status().toString()).doesNotContain("secret");
    }

    @Test
    void refusesWhenItHasStopped() {
        SignInGate gate = gate(AuthSettings.Mode.AUTO, Map.of(), "127.0.0.1");

        gate.stop();

        assertThat(((GateDecision.Refuse) gate.decide(TestRequest.get(PATH).with("Host", "localhost"))).status())
                .isEqualTo(503);
    }
}
