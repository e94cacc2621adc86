package io.appkit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1 kB",
        "1025, 2 kB",
        "1048575, 1024 kB",
        "1048576, 1.0 MB",
        "1073741824, 1.0 GB",
        "5368709120, 5.0 GB"
    })
    void sizesHaveTheUnitThatSuits(long bytes, String text) {
        assertThat(Text.size(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000",
                "\u0007",
                "\b",
                "\u001b",
                "\u007f",
                "\u0085",
                "\u009b",
                "\u00ad",
                "\u061c",
                "\u200b",
                "\u200e",
                "\u200f",
                "\u202a",
                "\u202e",
                "\u2066",
                "\u2069",
                "\u2028",
                "\u2029",
                "\ufeff",
                "\ud83d",
                "\udc69",
                "\udb40\udc41"
            })
    void whatWouldActOrNotBeSeenIsSpeltOut(String text) {
        assertThat(Text.visible("a" + text + "b")).matches("a(\\\\u[0-9a-f]{4}){1,2}b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Größe.txt", "עברית", "日本語", "👩", "e\u0301", "a\\b"})
    void otherTextStaysAsItIs(String text) {
        assertThat(Text.visible(text)).isEqualTo(text);
    }

    @Test
    void columnsAreCountedNotCharacters() {
        assertThat(Text.width("日本語")).isEqualTo(6);
        assertThat(Text.width("👩")).isEqualTo(2);
        assertThat(Text.width("e\u0301")).isEqualTo(1);
        assertThat(Text.shorten("日本語", 6)).isEqualTo("日本語");
        assertThat(Text.shorten("日本語", 5)).isEqualTo("日...");
        assertThat(Text.shorten("👩👩👩", 4)).isEqualTo("...");
        assertThat(Text.shorten("abcdef", 5)).isEqualTo("ab...");
    }
}
