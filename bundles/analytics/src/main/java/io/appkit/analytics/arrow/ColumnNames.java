package io.appkit.analytics.arrow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Column names in the form of a header (contract: analytics, section 5). */
public final class ColumnNames {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private ColumnNames() {}

    /** The names as a JSON array, encoded as JavaScript's {@code encodeURIComponent} does. */
    public static String encoded(List<String> names) {
        try {
            byte[] json = JSON.writeValueAsString(names).getBytes(StandardCharsets.UTF_8);
            StringBuilder encoded = new StringBuilder();
            for (byte b : json) {
                char c = (char) (b & 0xFF);
                if (isUnreserved(c)) {
                    encoded.append(c);
                } else {
                    encoded.append('%').append(HEX[c >> 4]).append(HEX[c & 0xF]);
                }
            }
            return encoded.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isUnreserved(char c) {
        return UNRESERVED.indexOf(c) >= 0;
    }
}
