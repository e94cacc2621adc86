package io.appkit.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.config.Configuration;
import io.appkit.api.config.Key;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AnalyticsSettingsTest {

    @Test
    void hasItsDefaults() {
        Map<String, String> defaults = Arrays.stream(AnalyticsSettings.class.getRecordComponents())
                .collect(Collectors.toMap(
                        RecordComponent::getName,
                        component -> component.getAnnotation(Key.class).defaultValue()));
        assertThat(defaults)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "timeout", "60000",
                        "warehouseStartupTimeoutMs", "300000",
                        "autoStartWarehouse", "true",
                        "arrowFirstByteTimeoutMs", "120000"));
    }

    @Test
    void mapsEveryKey() {
        assertThat(AnalyticsSettings.class.getAnnotation(Configuration.class).pid())
                .isEqualTo("appkit.analytics");
        assertThat(AnalyticsSettings.class.getRecordComponents())
                .extracting(RecordComponent::getName)
                .containsExactly(
                        "timeout", "warehouseStartupTimeoutMs", "autoStartWarehouse", "arrowFirstByteTimeoutMs");
        assertThat(AnalyticsSettings.class.getRecordComponents())
                .<Class<?>>extracting(RecordComponent::getType)
                .containsExactly(Duration.class, Duration.class, boolean.class, Duration.class);
    }
}
