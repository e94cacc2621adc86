package io.appkit.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.platform.PluginInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTableTest {

    private static String print(boolean json, PluginInfo... plugins) {
        Screen screen = new Screen();
        new RouteTable(screen.console(80, false)).print(List.of(plugins), json);
        return screen.text();
    }

    @Test
    void aRoutePerRow() {
        assertThat(print(false, Samples.active("analytics", 1), Samples.active("starter", 0)))
                .isEqualTo("""
                        Method | Path            | Plugin    | Name
                        -------+-----------------+-----------+-----
                        GET    | /api/analytics/ | analytics | r
                        """);
    }

    @Test
    void noRouteIsSaidInWords() {
        assertThat(print(false)).contains("There are no routes");
    }

    @Test
    void scriptsGetJson() {
        assertThat(print(true, Samples.active("analytics", 1)))
                .isEqualToIgnoringWhitespace("[ { \"method\" : \"GET\", \"path\" : \"/api/analytics/\","
                        + " \"plugin\" : \"analytics\", \"name\" : \"r\" } ]");
    }

    @Test
    void anUnknownPluginIsNamedWithTheKnownOnes() {
        assertThatThrownBy(() -> PluginCompleter.find(List.of(Samples.active("analytics", 1)), "genie"))
                .hasMessage("There is no plugin 'genie', only analytics");
    }
}
