package io.appkit.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.config.Configuration;
import io.appkit.api.config.Key;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StreamSettingsTest {

    @Test
    void hasItsDefaults() {
        Map<String, String> defaults = Arrays.stream(StreamSettings.class.getRecordComponents())
                .collect(Collectors.toMap(
                        RecordComponent::getName,
                        component -> component.getAnnotation(Key.class).defaultValue()));

        assertThat(defaults)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "maxActiveStreams", "" + StreamSettings.DEFAULT.maxActiveStreams(),
                        "maxReplayBytes", "" + StreamSettings.DEFAULT.maxReplayBytes()));
        assertThat(StreamSettings.DEFAULT).isEqualTo(new StreamSettings(1000, 64 * 1024 * 1024));
    }

    @Test
    void mapsEveryKey() {
        assertThat(StreamSettings.class.getAnnotation(Configuration.class).pid())
                .isEqualTo("appkit.streams");
        assertThat(StreamSettings.class.getRecordComponents())
                .extracting(RecordComponent::getName)
                .containsExactly("maxActiveStreams", "maxReplayBytes");
    }
}
