package io.appkit.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.Caller;
import io.appkit.api.config.ByteSize;
import io.appkit.api.config.Environment;
import io.appkit.api.platform.Gate;
import io.appkit.api.platform.GateDecision;
import io.appkit.api.platform.GateRequest;
import io.appkit.api.platform.ServerSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityGateTest {

    private static final Map<String, String> PLATFORM = Map.of(
            "DATABRICKS_APP_NAME", "sales",
            "DATABRICKS_CLIENT_ID", "id",
            "DATABRICKS_CLIENT_SECRET", "secret",
            "DATABRICKS_APP_PORT", "8000");

    private final List<String> failures = new ArrayList<>();

    @Test
    void believesForwardedHeadersInsideDatabricksApps() {
        GateDecision decision = gate(AuthSettings.Mode.AUTO, PLATFORM, "0.0.0.0")
                .decide(request("GET", "10.0.0.9")
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
        GateDecision decision =
                gate(AuthSettings.Mode.AUTO, PLATFORM, "0.0.0.0").decide(request("GET", "10.0.0.9"));

        assertThat(decision).isInstanceOfSatisfying(GateDecision.Refuse.class, refused -> {
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.code()).isEqualTo("AUTHENTICATION_ERROR");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-forwarded-user", "x-forwarded-email", "x-forwarded-access-token"})
    void refusesAnIdentityHeaderThatComesTwice(String header) {
        FakeRequest request = request("GET", "10.0.0.9").with("x-forwarded-user", "42");

        GateDecision decision = gate(AuthSettings.Mode.AUTO, PLATFORM, "0.0.0.0")
                .decide(request.with(header, "first").with(header, "second"));

        assertThat(((GateDecision.Refuse) decision).status()).isEqualTo(400);
    }

    @Test
    void refusesAListInAnIdentityHeader() {
        GateDecision decision = gate(AuthSettings.Mode.AUTO, PLATFORM, "0.0.0.0")
                .decide(request("GET", "10.0.0.9").with("x-forwarded-user", "42, 43"));

        assertThat(((GateDecision.Refuse) decision).status()).isEqualTo(400);
    }

    @Test
    void neverBelievesForwardedHeadersFromTheDeveloper() {
        GateDecision decision = gate(AuthSettings.Mode.AUTO, Map.of(), "127.0.0.1")
                .decide(request("GET", "127.0.0.1")
                        .with("Host", "localhost:8000")
                        .with("x-forwarded-user", "42"));

        assertThat(((GateDecision.Admit) decision).caller().id()).isEqualTo("local-developer");
    }

    @Test
    void believesConfiguredProxiesAlone() {
        ForwardedIdentity identity = new ForwardedIdentity(List.of("10.1.1.1"));

        assertThat(identity.decide(request("GET", "10.1.1.1").with("x-forwarded-user", "42")))
                .isInstanceOf(GateDecision.Admit.class);
        assertThat(identity.decide(request("GET", "10.1.1.2").with("x-forwarded-user", "42")))
                .isInstanceOf(GateDecision.Refuse.class);
    }

    @Test
    void doesNotStartWithForwardedHeadersFromAnyone() {
        gate(AuthSettings.Mode.DATABRICKS_APPS, Map.of(), "0.0.0.0");

        assertThat(failures).singleElement().asString().contains("trustedProxies");
    }

    @Test
    void refusesEveryoneWhenOthersCanReachAServerWithoutSignIn() {
        GateDecision decision = gate(AuthSettings.Mode.AUTO, Map.of(), "0.0.0.0")
                .decide(request("GET", "127.0.0.1").with("Host", "localhost"));

        assertThat(((GateDecision.Refuse) decision).status()).isEqualTo(401);
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
        GateDecision decision = gate(AuthSettings.Mode.AUTO, Map.of(), "127.0.0.1")
                .decide(request("GET", peer).with("Host", host));

        assertThat(decision instanceof GateDecision.Admit).isEqualTo(admitted);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, same-origin, true",
        "Sec-Fetch-Site, cross-site, false",
        "Sec-Fetch-Site, same-site, false",
        "Origin, http://localhost:8000, true",
        "Origin, http://localhost:9999, false",
        "Origin, https://evil.example, false",
        "Origin, null, false"
    })
    void keepsOtherSitesFromChangingState(String header, String value, boolean admitted) {
        GateDecision decision = gate(AuthSettings.Mode.AUTO, Map.of(), "127.0.0.1")
                .decide(request("POST", "127.0.0.1")
                        .with("Host", "localhost:8000")
                        .with(header, value));

        assertThat(decision instanceof GateDecision.Admit).isEqualTo(admitted);
    }

    private Gate gate(AuthSettings.Mode mode, Map<String, String> environment, String host) {
        ServerSettings server = new ServerSettings(
                Optional.of(host), 8000, Optional.empty(), Optional.empty(), ByteSize.parse("1mb"), Optional.empty());
        return IdentityGate.choose(
                new AuthSettings(mode, List.of()), server, Environment.of(environment), failures::add);
    }

    private static FakeRequest request(String method, String peer) {
        return new FakeRequest(method, peer, new HashMap<>());
    }

    private record FakeRequest(String method, String remoteAddress, Map<String, List<String>> all)
            implements GateRequest {

        FakeRequest with(String name, String value) {
            all.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
            return this;
        }

        @Override
        public String rawPath() {
            return "/api/analytics/query/x";
        }

        @Override
        public String rawQuery() {
            return "";
        }

        @Override
        public boolean hashedAsset() {
            return false;
        }

        @Override
        public List<String> headers(String name) {
            return all.getOrDefault(name, List.of());
        }
    }
}
