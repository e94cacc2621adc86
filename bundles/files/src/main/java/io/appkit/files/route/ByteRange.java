package io.appkit.files.route;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one range of bytes that a request asks for (contract: files, section 5).
 *
 * @param value of the header {@code Range} for the workspace
 */
record ByteRange(String value) {

    private static final Pattern ONE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    /**
     * Reads a request's headers.
     *
     * @param condition {@code If-Range}: since nothing has a validator, it never holds
     * @return empty if the whole file is to be sent: several ranges, another unit, bad syntax, or a condition
     */
    static Optional<ByteRange> of(Optional<String> range, Optional<String> condition) {
        if (range.isEmpty() || condition.isPresent()) {
            return Optional.empty();
        }
        Matcher one = ONE.matcher(range.get().strip().toLowerCase(Locale.ROOT));
        if (!one.matches()) {
            return Optional.empty();
        }
        String first = one.group(1);
        String last = one.group(2);
        boolean nothing = first.isEmpty() && last.isEmpty();
        boolean backwards = !first.isEmpty() && !last.isEmpty() && Long.parseLong(last) < Long.parseLong(first);
        return nothing || backwards ? Optional.empty() : Optional.of(new ByteRange("bytes=" + first + "-" + last));
    }
}
