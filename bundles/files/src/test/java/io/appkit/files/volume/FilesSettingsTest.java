package io.appkit.files.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.config.Configuration;
import io.appkit.api.config.Key;
import io.appkit.files.content.ContentTypes;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesSettingsTest {

    @Test
    void haveTheirDefaults() {
        assertThat(defaults(FilesSettings.class))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "timeout", "",
                        "maxUploadSize", "5gb",
                        "maxReadSize", "10mb",
                        "customContentTypes", "",
                        "auth", "service-principal",
                        "maxListEntries", "10000",
                        "hideDenied", "false"));
        assertThat(defaults(VolumeSettings.class).values()).containsOnly("");
    }

    @Test
    void mapEveryKey() {
        assertThat(FilesSettings.class.getAnnotation(Configuration.class).pid()).isEqualTo("appkit.files");
        assertThat(VolumeSettings.class.getAnnotation(Configuration.class).pid())
                .isEqualTo("appkit.files.volume");
        assertThat(VolumeSettings.class.getRecordComponents())
                .extracting(RecordComponent::getName)
                .containsExactly("path", "auth", "maxUploadSize", "maxReadSize", "customContentTypes", "policy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".x=text/html",
                ".x=TEXT/HTML",
                ".x=text/html; charset=utf-8",
                ".x= text/html ;a=b",
                ".x=text/javascript",
                ".x=application/javascript",
                ".x=application/xhtml+xml",
                ".x=image/svg+xml",
                ".png=image/SVG+xml;x=y",
                "x=text/plain",
                ".=text/plain",
                ".x",
                ".x=",
                ".x=plain",
                ".x=text/",
                ".x=text/plain\r\nX: y",
                ".x=text/plain; charset"
            })
    void refuseTypesThatBrowsersRunAndSuchThatAreNone(String item) {
        assertThatThrownBy(() -> ContentTypes.custom(List.of(item)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("customContentTypes")
                .hasMessageContaining(item);
        assertThatThrownBy(() -> volume(Optional.of(List.of(item)), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refuseFiltersThatAreNone() {
        assertThatThrownBy(() -> volume(Optional.empty(), Optional.of("filter:(name=")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("policy");
    }

    private static VolumeSettings volume(Optional<List<String>> types, Optional<String> policy) {
        return new VolumeSettings(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), types, policy);
    }

    private static Map<String, String> defaults(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .collect(Collectors.toMap(
                        RecordComponent::getName,
                        component -> component.getAnnotation(Key.class).defaultValue()));
    }
}
