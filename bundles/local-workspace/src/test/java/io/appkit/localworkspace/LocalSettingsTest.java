package io.appkit.localworkspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.config.Configuration;
import io.appkit.api.config.Key;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LocalSettingsTest {

    private static Map<String, Key> keys() {
        return Arrays.stream(LocalSettings.class.getRecordComponents())
                .collect(Collectors.toMap(RecordComponent::getName, component -> component.getAnnotation(Key.class)));
    }

    @Test
    void hasItsDefaults() {
        assertThat(keys().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, key -> key.getValue().defaultValue())))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "enabled",
                        "auto",
                        "port",
                        "0",
                        "scaleFactor",
                        "0.01",
                        "tokenLifetime",
                        "3600000",
                        "clientSecret",
                        "",
                        "faults",
                        "false"));
    }

    @Test
    void mapsEveryKey() {
        assertThat(LocalSettings.class.getAnnotation(Configuration.class).pid()).isEqualTo("appkit.local");
        assertThat(LocalSettings.class.getRecordComponents())
                .extracting(RecordComponent::getName)
                .containsExactly("enabled", "port", "scaleFactor", "tokenLifetime", "clientSecret", "faults");
        assertThat(LocalSettings.class.getRecordComponents())
                .<Class<?>>extracting(RecordComponent::getType)
                .containsExactly(
                        LocalSettings.Enabled.class,
                        int.class,
                        double.class,
                        Duration.class,
                        Optional.class,
                        boolean.class);
        assertThat(keys().values()).allSatisfy(key -> {
            assertThat(key.description()).isNotBlank();
            assertThat(key.env()).isEmpty();
        });
    }

    @Test
    void boundsPortAndTokenLifetime() {
        assertThat(keys().get("port").min()).isZero();
        assertThat(keys().get("port").max()).isEqualTo(65535);
        assertThat(keys().get("tokenLifetime").min()).isEqualTo(1_000);
        assertThat(keys().get("tokenLifetime").max()).isEqualTo(86_400_000);
    }

    @Test
    void scaleFactorsOutOfBoundsAreNamed() {
        for (double wrong : new double[] {0, 0.0001, 2, Double.NaN}) {
            assertThatThrownBy(() -> new LocalSettings(
                            LocalSettings.Enabled.AUTO, 0, wrong, Duration.ofHours(1), Optional.empty(), false))
                    .hasMessageContaining("scaleFactor")
                    .hasMessageContaining(Double.toString(wrong));
        }
    }
}
