package io.appkit.core.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.config.Configuration;
import io.appkit.api.config.Key;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CacheSettingsTest {

    @Test
    void hasItsDefaults() {
        CacheSettings defaults = CacheSettings.defaults();
        Map<String, String> declared = Arrays.stream(CacheSettings.class.getRecordComponents())
                .collect(Collectors.toMap(
                        RecordComponent::getName,
                        component -> component.getAnnotation(Key.class).defaultValue()));

        assertThat(declared)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "enabled", "" + defaults.enabled(),
                        "ttl", "" + defaults.ttl(),
                        "maxBytes", "",
                        "maxEntryBytes", "" + defaults.maxEntryBytes(),
                        "strictPersistence", "" + defaults.strictPersistence()));
        assertThat(defaults).isEqualTo(new CacheSettings(true, 3600, Optional.empty(), 10_485_760, false));
        assertThat(defaults.memoryBytes()).isEqualTo(67_108_864);
        assertThat(defaults.storeBytes()).isEqualTo(268_435_456);
    }

    @Test
    void mapsEveryKey() {
        assertThat(CacheSettings.class.getAnnotation(Configuration.class).pid()).isEqualTo("appkit.cache");
        assertThat(CacheSettings.class.getRecordComponents())
                .extracting(RecordComponent::getName)
                .containsExactly("enabled", "ttl", "maxBytes", "maxEntryBytes", "strictPersistence");
    }
}
