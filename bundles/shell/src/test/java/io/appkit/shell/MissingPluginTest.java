package io.appkit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.platform.PluginState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MissingPluginTest {

    @Test
    void onePluginIsNotInstalled() {
        String message = "The plugin analytics is not installed; feature:install appkit-analytics";

        assertThat(MissingPlugin.explain("analytics", List.of(Samples.active("starter", 1))))
                .isEqualTo(message);
        assertThat(MissingPlugin.explain("analytics", Optional.empty())).isEqualTo(message);
    }

    @Test
    void oneDoesNotRun() {
        assertThat(MissingPlugin.explain(
                        "analytics",
                        List.of(Samples.plugin(
                                "analytics", PluginState.WAITING_CONFIG, "DATABRICKS_WAREHOUSE_ID is not set", 0))))
                .isEqualTo("The plugin analytics is waiting: DATABRICKS_WAREHOUSE_ID is not set");
    }

    @Test
    void oneRunsAgainByNow() {
        assertThat(MissingPlugin.explain("analytics", List.of(Samples.active("analytics", 1))))
                .isEqualTo("The plugin analytics did not answer; try again");
    }
}
