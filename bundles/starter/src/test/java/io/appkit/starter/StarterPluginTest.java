package io.appkit.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.platform.WorkspaceInfo;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StarterPluginTest {

    @Test
    void tellsThePageThatTheDataIsLocal() {
        StarterPlugin plugin = new StarterPlugin(new Workspace("http://127.0.0.1:8001", true));

        assertThat(plugin.clientConfig()).isEqualTo(Map.of("localData", true, "workspace", "127.0.0.1:8001"));
    }

    @Test
    void namesAWorkspaceByItsHost() {
        StarterPlugin plugin = new StarterPlugin(new Workspace("https://acme.cloud.databricks.com", false));

        assertThat(plugin.clientConfig())
                .isEqualTo(Map.of("localData", false, "workspace", "acme.cloud.databricks.com"));
    }

    private record Workspace(String host, boolean local) implements WorkspaceInfo {

        @Override
        public Optional<String> warehouseId() {
            return Optional.empty();
        }

        @Override
        public Optional<String> workspaceId() {
            return Optional.empty();
        }
    }
}
