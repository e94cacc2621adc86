package io.appkit.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.Plugin;
import io.appkit.api.PluginContext;
import io.appkit.api.config.Environment;
import io.appkit.api.config.Settings;
import io.appkit.api.execution.Execution;
import io.appkit.api.platform.PluginState;
import io.appkit.api.telemetry.Telemetry;
import io.appkit.core.Stand;
import io.appkit.core.stream.StreamRegistry;
import io.appkit.core.stream.StreamSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/** A plugin that tells the page something else while it runs. */
@Timeout(60)
class PluginInstanceTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final StreamRegistry streams = StreamRegistry.with(new StreamSettings(20_000, 1L << 20));
    private final AtomicInteger announced = new AtomicInteger();
    private final Told plugin = new Told();
    private final PluginInstance instance = new PluginInstance(
            new PluginManifest("files", "Files", "ga", List.of()),
            plugin,
            Stand.in(Bundle.class, Map.of("getVersion", none -> Version.emptyVersion)),
            changed -> new ScopedContext(
                    "files",
                    Stand.in(Execution.class, Map.of()),
                    Telemetry.OFF,
                    Environment.of(Map.of()),
                    Optional::empty,
                    Stand.in(Settings.class, Map.of()),
                    changed),
            announced::incrementAndGet,
            streams,
            threads);

    private static final class Told implements Plugin {

        private volatile PluginContext context;
        private volatile Map<String, ?> told = Map.of("volumes", 1);
        private volatile boolean changesWhenAsked;

        @Override
        public void start(PluginContext given) {
            context = given;
        }

        @Override
        public Map<String, ?> clientConfig() {
            if (told.isEmpty()) {
                throw new IllegalStateException("broken");
            } else if (changesWhenAsked) {
                changesWhenAsked = false;
                Map<String, ?> before = told;
                told = Map.of("volumes", 2);
                context.clientConfigChanged();
                return before;
            }
            return told;
        }
    }

    @AfterEach
    void stop() {
        streams.stop();
        threads.shutdownNow();
    }

    private Map<String, ?> shown() {
        return instance.mount().clientConfig();
    }

    @Test
    void isAskedAgainAndOthersHearOfIt() {
        assertThat(instance.start()).isTrue();
        plugin.told = Map.of("volumes", 2);
        assertThat(shown()).isEqualTo(Map.of("volumes", 1));

        plugin.context.clientConfigChanged();

        assertThat(shown()).isEqualTo(Map.of("volumes", 2));
        assertThat(announced).hasValue(1);
    }

    @Test
    void runsOnWithTheOldValuesIfItCannotTell() {
        assertThat(instance.start()).isTrue();
        instance.enter(PluginState.ACTIVE, null);
        plugin.told = Map.of();

        plugin.context.clientConfigChanged();

        assertThat(shown()).isEqualTo(Map.of("volumes", 1));
        assertThat(instance.state()).isEqualTo(PluginState.ACTIVE);
        assertThat(announced).hasValue(0);
    }

    @Test
    void isAskedAgainAfterItsStartIfItTellsTooEarly() {
        plugin.changesWhenAsked = true;

        assertThat(instance.start()).isTrue();

        assertThat(shown()).isEqualTo(Map.of("volumes", 2));
    }
}
