package io.appkit.localworkspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.config.Environment;
import io.appkit.api.platform.ServerSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartDecisionTest {

    private final Map<String, String> names = new HashMap<>();

    private final Environment environment = Environment.of(names);

    private StartDecision decide(LocalSettings.Enabled enabled, String host) {
        ServerSettings server = new ServerSettings(
                Optional.of(host),
                8000,
                Optional.empty(),
                Optional.empty(),
                io.appkit.api.config.ByteSize.parse("1mb"),
                Optional.empty());
        return StartDecision.of(enabled, environment, server);
    }

    private StartDecision auto() {
        return decide(LocalSettings.Enabled.AUTO, "127.0.0.1");
    }

    @Test
    void startsOnALaptop() {
        assertThat(auto()).isInstanceOf(StartDecision.Start.class);
    }

    @Test
    void staysAwayWhenAnyNameOfAWorkspaceIsSet() {
        for (String name : StartDecision.WORKSPACE_NAMES) {
            names.clear();
            names.put(name, "x");
            names.put("NODE_ENV", "production");
            assertThat(auto()).isInstanceOf(StartDecision.StayAway.class);
        }
    }

    @Test
    void refusesInProductionAndBeyondLoopbackWithTheReason() {
        assertThat(decide(LocalSettings.Enabled.AUTO, "0.0.0.0"))
                .isInstanceOfSatisfying(
                        StartDecision.Refuse.class,
                        refusal -> assertThat(refusal.reason())
                                .contains("DATABRICKS_HOST", "0.0.0.0")
                                .doesNotContain("\n"));
        names.put("NODE_ENV", "production");
        assertThat(auto())
                .isInstanceOfSatisfying(
                        StartDecision.Refuse.class,
                        refusal -> assertThat(refusal.reason()).contains("NODE_ENV is production"));
    }

    @Test
    void trueAndFalseDecideAlone() {
        names.put("NODE_ENV", "production");
        names.put("DATABRICKS_HOST", "x");
        assertThat(decide(LocalSettings.Enabled.TRUE, "0.0.0.0")).isInstanceOf(StartDecision.Start.class);
        names.clear();
        assertThat(decide(LocalSettings.Enabled.FALSE, "127.0.0.1")).isInstanceOf(StartDecision.StayAway.class);
    }
}
