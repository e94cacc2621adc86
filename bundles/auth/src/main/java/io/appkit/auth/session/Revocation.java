package io.appkit.auth.session;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/** What ends sessions before their time. */
sealed interface Revocation {

    /** One session, by its id and its beginning. */
    record OfSession(String sessionId, Instant began) implements Revocation {
        @Override
        public String line() {
            return "session " + sessionId + " " + micros(began);
        }
    }

    /** Those of a caller that began before a moment. */
    record OfCaller(String callerId, Instant before) implements Revocation {
        @Override
        public String line() {
            byte[] id = callerId.getBytes(StandardCharsets.UTF_8);
            return "caller " + Base64.getUrlEncoder().withoutPadding().encodeToString(id) + " " + micros(before);
        }
    }

    /** All that began before a moment. */
    record OfAll(Instant before) implements Revocation {
        @Override
        public String line() {
            return "all * " + micros(before);
        }
    }

    /** As a line of a file. */
    String line();

    /** Reads a line of a file; empty if it is none of ours. */
    static Optional<Revocation> parse(String line) {
        String[] words = line.split(" ", -1);
        try {
            if (words.length != 3) {
                return Optional.empty();
            }
            Instant moment = Instant.EPOCH.plus(Long.parseLong(words[2]), ChronoUnit.MICROS);
            return switch (words[0]) {
                case "session" -> Optional.of(new OfSession(words[1], moment));
                case "caller" ->
                    Optional.of(new OfCaller(
                            new String(Base64.getUrlDecoder().decode(words[1]), StandardCharsets.UTF_8), moment));
                case "all" -> Optional.of(new OfAll(moment));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
