package io.appkit.files.content;

import io.appkit.files.path.PercentEncoding;
import java.util.stream.Collectors;

/** The header that makes a browser save a file under its name: always ASCII, whatever the name is. */
public final class Attachment {

    private Attachment() {}

    /** Value of {@code Content-Disposition} (RFC 6266); names that are not ASCII also follow as RFC 5987 says. */
    public static String named(String name) {
        String ascii = name.codePoints()
                .filter(symbol -> !Character.isISOControl(symbol))
                .mapToObj(Attachment::quoted)
                .collect(Collectors.joining());
        String header = "attachment; filename=\"" + ascii + "\"";
        boolean exact = name.codePoints().allMatch(symbol -> symbol < 0x80);
        return exact ? header : header + "; filename*=UTF-8''" + PercentEncoding.encode(name);
    }

    private static String quoted(int symbol) {
        if (symbol == '"' || symbol == '\\') {
            return "\\" + (char) symbol;
        }
        return symbol < 0x80 ? String.valueOf((char) symbol) : "_";
    }
}
