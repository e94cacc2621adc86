package io.appkit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.platform.PluginInfo;
import io.appkit.api.platform.PluginState;
import io.appkit.api.platform.WorkspaceInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverviewTest {

    private record FixedWorkspace(String host, boolean local, Optional<String> warehouseId) implements WorkspaceInfo {

        @Override
        public Optional<String> workspaceId() {
            return Optional.empty();
        }
    }

    private static Overview overview(
            Optional<WorkspaceInfo> workspace, List<PluginInfo> plugins, Optional<String> publicUrl, Duration uptime) {
        return new Overview(
                "1.2.3",
                workspace.map(known -> "http://127.0.0.1:8000"),
                publicUrl,
                workspace.map(known -> Path.of("/apps/sales")),
                workspace.filter(WorkspaceInfo::local).map(known -> Path.of("/inside/starter")),
                workspace,
                plugins,
                "21.0.5 (Vendor)",
                uptime,
                100L << 20,
                512L << 20);
    }

    private static String print(Overview overview, boolean ansi) {
        Screen screen = new Screen();
        overview.print(screen.console(80, ansi), false);
        return screen.text();
    }

    @Test
    void everythingIsKnown() {
        WorkspaceInfo local = new FixedWorkspace("http://127.0.0.1:4567", true, Optional.of("abc"));
        List<PluginInfo> plugins =
                List.of(Samples.active("analytics", 1), Samples.plugin("genie", PluginState.FAILED, "no", 0));

        assertThat(print(overview(Optional.of(local), plugins, Optional.empty(), Duration.ofSeconds(5)), false))
                .isEqualTo("""
                        AppKit      1.2.3
                        URL         http://127.0.0.1:8000
                        App folder  /apps/sales
                        Workspace   http://127.0.0.1:4567 (local data)
                        Warehouse   abc
                        Plugins     1 active, 1 not active (see appkit:plugin-list)
                        Java        21.0.5 (Vendor)
                        Uptime      5 s
                        Heap        100 MB of 512 MB
                        """);
    }

    @Test
    void nothingIsKnownYet() {
        assertThat(print(overview(Optional.empty(), List.of(), Optional.empty(), Duration.ZERO), false))
                .isEqualTo("""
                        AppKit      1.2.3
                        URL         not listening
                        App folder  none
                        Workspace   not known
                        Warehouse   not known
                        Plugins     none
                        Java        21.0.5 (Vendor)
                        Uptime      0 s
                        Heap        100 MB of 512 MB
                        """);
    }

    @Test
    void aRealWorkspaceIsNotCalledLocal() {
        WorkspaceInfo real = new FixedWorkspace("https://dbc.example.com", false, Optional.empty());
        Optional<String> publicUrl = Optional.of("https://app.example.com");

        assertThat(print(overview(Optional.of(real), List.of(Samples.active("a", 1)), publicUrl, Duration.ZERO), false))
                .contains("Workspace   https://dbc.example.com\n")
                .contains("Public URL  https://app.example.com\n")
                .contains("Plugins     1 active\n");
    }

    @Test
    void theStarterAppIsNotShownAsAFolder() {
        Optional<Path> starter = Optional.of(Path.of("/inside/starter"));
        Overview overview = new Overview(
                "1.2.3",
                Optional.empty(),
                Optional.empty(),
                starter,
                starter,
                Optional.empty(),
                List.of(),
                "21",
                Duration.ZERO,
                0,
                0);

        assertThat(print(overview, false))
                .contains("App folder  that of the starter app (APPKIT_APP_DIR names another)\n");
    }

    @Test
    void scriptsGetJson() {
        Screen screen = new Screen();
        overview(Optional.empty(), List.of(Samples.active("a", 1)), Optional.empty(), Duration.ofSeconds(90))
                .print(screen.console(80, true), true);

        assertThat(screen.text())
                .contains("\"version\" : \"1.2.3\"")
                .contains("\"url\" : null")
                .contains("\"localData\" : false")
                .contains("\"plugins\" : [ \"a\" ]")
                .contains("\"uptimeSeconds\" : 90");
    }

    @Test
    void labelsAreBoldWhereTheTerminalKnowsBold() {
        assertThat(print(overview(Optional.empty(), List.of(), Optional.empty(), Duration.ZERO), true))
                .startsWith("^[1mAppKit^[22m      1.2.3\n^[1mURL^[22m         not listening\n");
    }

    @ParameterizedTest
    @CsvSource({"59, 59 s", "61, 1 min 1 s", "3600, 1 h 0 min", "86399, 23 h 59 min", "183600, 2 d 3 h"})
    void uptimeHasTwoUnits(long seconds, String text) {
        Overview overview = overview(Optional.empty(), List.of(), Optional.empty(), Duration.ofSeconds(seconds));

        assertThat(print(overview, false)).contains("Uptime      " + text + "\n");
    }

    @Test
    void theFirstAddressIsTheUrl() {
        assertThat(Overview.url(new String[] {"http://a:1/", "http://b:1/"})).contains("http://a:1");
        assertThat(Overview.url(List.of("http://a:1/"))).contains("http://a:1");
        assertThat(Overview.url("http://a:1")).contains("http://a:1");
        assertThat(Overview.url(new String[0])).isEmpty();
    }
}
