package io.appkit.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.platform.GateDecision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Under which address browsers may reach a server that signs people in. */
class PublicUrlTest extends GateFixture {

    @Test
    void oidcNeedsAnOriginWhereOthersReachTheServer() {
        gate(AuthSettings.Mode.OIDC, CLIENT, "0.0.0.0");

        assertThat(failures).singleElement().asString().contains("etc/appkit.server.cfg, key publicUrl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.example.com", "https://app.example.com/path", "ftp://a", "https://u@a", "https://a?b"})
    void refusesAPublicUrlThatIsNoOrigin(String url) {
        settings = new TestSettings(TestSettings.auth(AuthSettings.Mode.OIDC), TestSettings.server("127.0.0.1", url));

        gate(CLIENT);

        assertThat(failures).singleElement().asString().contains("publicUrl").contains(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://app.example.com", "http://192.168.1.7:8000", "http://[2001:db8::1]:8000"})
    void oidcNeedsHttpsWhereBrowsersComeFromElsewhere(String url) {
        settings = new TestSettings(TestSettings.auth(AuthSettings.Mode.OIDC), TestSettings.server("0.0.0.0", url));
        SignInGate gate = gate(CLIENT);
        gate.setWorkspace(new Workspace("https://real.example", false));

        assertThat(failures)
                .singleElement()
                .asString()
                .startsWith("etc/appkit.server.cfg, key publicUrl: '" + url + "'")
                .contains("expected https")
                .doesNotContain("\n");
        assertThat(((GateDecision.Refuse) gate.decide(TestRequest.get(PATH))).status())
                .isEqualTo(503);
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example.com, false",
        "http://localhost:8000, false",
        "http://app.localhost:8000, false",
        "http://127.0.0.1, false",
        "http://[::1]:8000, false",
        "http://192.168.1.7:8000, true"
    })
    void httpIsForThisMachineAndTheLocalWorkspace(String url, boolean local) {
        settings = new TestSettings(TestSettings.auth(AuthSettings.Mode.OIDC), TestSettings.server("0.0.0.0", url));
        SignInGate gate = gate(CLIENT);
        gate.setWorkspace(new Workspace("http://127.0.0.1:1", local));

        assertThat(failures).isEmpty();
        assertThat(((GateDecision.Refuse) gate.decide(TestRequest.get(PATH))).status())
                .isEqualTo(401);
    }
}
