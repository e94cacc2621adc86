package io.appkit.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/** Plain data as JSON, for scripts. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Json() {}

    /**
     * Prints maps, lists, texts, numbers, booleans and null. What JSON leaves as it is, but a terminal does not, is written
     * as JSON allows it just as well.
     */
    static void print(Console console, Object value) {
        try {
            MAPPER.writeValueAsString(value).lines().map(Text::visible).forEach(console.out()::println);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
