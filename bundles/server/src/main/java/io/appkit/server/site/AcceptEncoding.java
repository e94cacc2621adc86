package io.appkit.server.site;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the header of this name. */
final class AcceptEncoding {

    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern REFUSED = Pattern.compile(".*;\\s*q\\s*=\\s*0(\\.0{0,3})?\\s*(;.*)?");

    private AcceptEncoding() {}

    /** Whether a client takes an encoding: named, or meant by {@code *}, and not with {@code q=0}. */
    static boolean accepts(@Nullable String header, String encoding) {
        if (header == null) {
            return false;
        }
        boolean any = false;
        for (String item : COMMA.split(header.toLowerCase(Locale.ROOT), -1)) {
            int end = item.indexOf(';');
            String name = (end < 0 ? item : item.substring(0, end)).trim();
            boolean taken = end < 0 || !REFUSED.matcher(item).matches();
            if (name.equals(encoding)) {
                return taken;
            } else if (name.equals("*")) {
                any = taken;
            }
        }
        return any;
    }
}
