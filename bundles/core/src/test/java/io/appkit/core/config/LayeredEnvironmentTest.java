package io.appkit.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LayeredEnvironmentTest {

    @Test
    void prefersTheProcessToTheFileAndTheFileToOverlays() {
        LayeredEnvironment environment =
                new LayeredEnvironment(Map.of("A", "process"), Map.of("A", "file", "B", "file"));
        environment.addOverlay(() -> Map.of("A", "overlay", "B", "overlay", "C", "overlay"));

        assertThat(environment.get("A")).contains("process");
        assertThat(environment.get("B")).contains("file");
        assertThat(environment.get("C")).contains("overlay");
        assertThat(environment.process("B")).isEmpty();
        assertThat(environment.all()).containsEntry("A", "process").containsEntry("C", "overlay");
    }

    @Test
    void treatsABlankValueAsUnset() {
        LayeredEnvironment environment = new LayeredEnvironment(Map.of("A", " "), Map.of("A", "file"));

        assertThat(environment.get("A")).contains("file");
    }

    @Test
    void tellsWhenAnOverlayComesAndGoes() {
        LayeredEnvironment environment = new LayeredEnvironment(Map.of(), Map.of());
        AtomicInteger changes = new AtomicInteger();
        environment.onChange(changes::incrementAndGet);
        io.appkit.api.platform.EnvironmentOverlay overlay = () -> Map.of("A", "1");

        environment.addOverlay(overlay);
        environment.removeOverlay(overlay);

        assertThat(changes).hasValue(2);
        assertThat(environment.get("A")).isEmpty();
    }
}
