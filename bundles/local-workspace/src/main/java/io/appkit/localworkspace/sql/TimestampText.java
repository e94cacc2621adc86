package io.appkit.localworkspace.sql;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/** Points in time as text. The session's time zone is UTC, so that a text without zone is taken as UTC. */
public final class TimestampText {

    private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][ ]")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendPattern("[ ][XXX][X][VV]")
            .optionalEnd()
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private static final DateTimeFormatter WRITE = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.MILLI_OF_SECOND, 3, 3, true)
            .appendLiteral('Z')
            .toFormatter(Locale.ROOT);

    private TimestampText() {}

    /** Reads a date, or a date and time with or without zone, into UTC. */
    public static LocalDateTime parse(String text) {
        TemporalAccessor read = READ.parse(text);
        LocalTime time = read.query(TemporalQueries.localTime());
        LocalDateTime local = LocalDateTime.of(LocalDate.from(read), time == null ? LocalTime.MIDNIGHT : time);
        ZoneId zone = read.query(TemporalQueries.zone());
        return zone == null
                ? local
                : local.atZone(zone).withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime();
    }

    /** Writes a point in time in UTC, in milliseconds. */
    public static String format(LocalDateTime utc) {
        return WRITE.format(utc);
    }
}
