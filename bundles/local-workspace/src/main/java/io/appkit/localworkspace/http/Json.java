package io.appkit.localworkspace.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** JSON as the Databricks API writes it: snake case, absent instead of null. */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** Writes a record or map. */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + value.getClass(), e);
        }
    }

    /** Reads a record; unknown fields are ignored. */
    public static <T> T read(byte[] json, Class<T> type) throws ApiException {
        try {
            T value = MAPPER.readValue(json.length == 0 ? new byte[] {'{', '}'} : json, type);
            if (value != null) {
                return value;
            }
        } catch (JsonProcessingException e) {
            throw new ApiException(
                    400, "MALFORMED_REQUEST", "Could not parse request object: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        throw new ApiException(400, "MALFORMED_REQUEST", "Could not parse request object: expected an object");
    }
}
