package io.appkit.auth.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of one app that hold a session together. Number and order of the parts need no protection of their own: only
 * all of them in order are what was sealed.
 */
final class SessionCookies {

    static final int MAX_PARTS = 3;
    static final int MAX_PAIR = 4_000;
    private static final int MAX_HEADERS = 64 << 10;
    private static final int MAX_NAME = 48;

    /** What cookies hold: a sealed session, or the reason why there is none. */
    record Content(@Nullable String sealed, String reason) {

        private static Content none(String reason) {
            return new Content(null, reason);
        }
    }

    private final String name;
    private final String attributes;

    SessionCookies(String app, boolean https, int port) {
        // Cookies know no ports, and over http there is no __Host-: a dot, which no app's name keeps, sets the port
        // off.
        name = https ? "__Host-" + safe(app) : safe(app) + "." + port;
        attributes = "; Path=/; HttpOnly; SameSite=Lax" + (https ? "; Secure" : "");
    }

    /** A name that had to be changed gets a hash of the original, so that two such names stay two. */
    private static String safe(String app) {
        String safe = app.replaceAll("[^A-Za-z0-9_-]", "_");
        if (safe.equals(app) && !app.isEmpty() && app.length() <= MAX_NAME) {
            return app;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(app.getBytes(StandardCharsets.UTF_8));
            return safe.substring(0, Math.min(safe.length(), MAX_NAME)) + "-"
                    + HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The name of the first cookie. */
    String name() {
        return name;
    }

    /** Checks that a browser keeps a sealed session of this size. */
    void checkRoom(String sealed) throws SessionTooLargeException {
        int room = 0;
        for (int part = 0; part < MAX_PARTS; part++) {
            room += room(part);
        }
        if (sealed.length() > room) {
            throw new SessionTooLargeException(sealed.length(), room);
        }
    }

    /** Values of {@code Set-Cookie} that store a sealed session and remove what an earlier one had more of. */
    List<String> store(String sealed, Duration life) {
        List<String> result = new ArrayList<>();
        int from = 0;
        for (int part = 0; part < MAX_PARTS; part++) {
            int to = Math.min(sealed.length(), from + room(part));
            result.add(from < to ? cookie(part, sealed.substring(from, to), life.toSeconds()) : cookie(part, "", 0));
            from = to;
        }
        return result;
    }

    /** Values of {@code Set-Cookie} that remove a session. */
    List<String> clear() {
        List<String> result = new ArrayList<>();
        for (int part = 0; part < MAX_PARTS; part++) {
            result.add(cookie(part, "", 0));
        }
        return result;
    }

    private String cookie(int part, String value, long seconds) {
        return name(part) + "=" + value + "; Max-Age=" + seconds + attributes;
    }

    private String name(int part) {
        return part == 0 ? name : name + "." + part;
    }

    private int room(int part) {
        return MAX_PAIR - 1 - name(part).length();
    }

    /** Finds the sealed session among all cookies of a request; a few comparisons per cookie, whatever they hold. */
    Content read(List<String> headers) {
        long size = headers.stream().mapToLong(String::length).sum();
        if (size > MAX_HEADERS) {
            return Content.none("cookies too large");
        }
        @Nullable String[] parts = new @Nullable String[MAX_PARTS];
        for (String header : headers) {
            int from = 0;
            while (from < header.length()) {
                int semicolon = header.indexOf(';', from);
                int to = semicolon < 0 ? header.length() : semicolon;
                if (!readPair(header, from, to, parts)) {
                    return Content.none("cookie twice");
                }
                from = to + 1;
            }
        }
        return join(parts);
    }

    private boolean readPair(String header, int from, int to, @Nullable String[] parts) {
        int start = skipBlanks(header, from, to);
        int equals = start + name.length();
        int part = 0;
        if (!header.startsWith(name, start)) {
            return true;
        } else if (equals + 1 < to && header.charAt(equals) == '.') {
            part = header.charAt(equals + 1) - '0';
            equals += 2;
        }
        boolean ours = equals < to && header.charAt(equals) == '=' && header.startsWith(name(part), start);
        if (!ours || part < 0 || part >= MAX_PARTS) {
            return true;
        }
        String value = unquoted(header.substring(equals + 1, to).strip());
        String other = parts[part];
        parts[part] = value;
        return other == null || other.equals(value);
    }

    private static int skipBlanks(String header, int from, int to) {
        int at = from;
        while (at < to && (header.charAt(at) == ' ' || header.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private Content join(@Nullable String[] parts) {
        StringBuilder sealed = new StringBuilder();
        boolean full = true;
        for (int part = 0; part < MAX_PARTS; part++) {
            String value = parts[part];
            if (value == null) {
                full = false;
            } else if (!full || value.isEmpty() || value.length() > room(part)) {
                return Content.none(part == 0 ? "cookie empty or too large" : "parts of the cookie do not fit");
            } else {
                sealed.append(value);
                full = value.length() == room(part);
            }
        }
        return sealed.isEmpty() ? Content.none("no cookie") : new Content(sealed.toString(), "");
    }
}
