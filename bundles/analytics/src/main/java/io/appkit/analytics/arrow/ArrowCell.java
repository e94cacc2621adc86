package io.appkit.analytics.arrow;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.complex.BaseListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** One value as text (contract: analytics, section 7, decoding rules of the JSON fallback). */
final class ArrowCell {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS");

    private ArrowCell() {}

    static @Nullable String text(FieldVector column, int row) throws IOException {
        if (column.isNull(row)) {
            return null;
        } else if (column instanceof BaseListVector || column instanceof StructVector) {
            StringWriter text = new StringWriter();
            try (JsonGenerator json = JSON.createGenerator(text)) {
                nested(column, row, json);
            }
            return text.toString();
        }
        return scalar(column, row);
    }

    private static String scalar(FieldVector column, int row) {
        if (column instanceof DateDayVector dates) {
            return LocalDate.ofEpochDay(dates.get(row)).toString();
        } else if (column instanceof DateMilliVector dates) {
            return LocalDate.ofInstant(Instant.ofEpochMilli(dates.get(row)), ZoneOffset.UTC)
                    .toString();
        } else if (column instanceof TimeStampVector times) {
            return timestamp(times, row);
        }
        Object value = column.getObject(row);
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        } else if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        return String.valueOf(value);
    }

    private static String timestamp(TimeStampVector times, int row) {
        ArrowType.Timestamp type = (ArrowType.Timestamp) times.getField().getType();
        Instant instant = Instant.EPOCH.plus(times.get(row), unit(type.getUnit()));
        String text = MILLIS.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
        return type.getTimezone() == null ? text : text + "Z";
    }

    private static ChronoUnit unit(TimeUnit unit) {
        return switch (unit) {
            case SECOND -> ChronoUnit.SECONDS;
            case MILLISECOND -> ChronoUnit.MILLIS;
            case MICROSECOND -> ChronoUnit.MICROS;
            case NANOSECOND -> ChronoUnit.NANOS;
        };
    }

    private static void nested(FieldVector column, int row, JsonGenerator json) throws IOException {
        if (column.isNull(row)) {
            json.writeNull();
        } else if (column instanceof MapVector map) {
            map((StructVector) map.getDataVector(), map.getElementStartIndex(row), map.getElementEndIndex(row), json);
        } else if (column instanceof BaseListVector list) {
            FieldVector elements = list.getChildrenFromFields().get(0);
            json.writeStartArray();
            for (int i = list.getElementStartIndex(row); i < list.getElementEndIndex(row); i++) {
                nested(elements, i, json);
            }
            json.writeEndArray();
        } else if (column instanceof StructVector struct) {
            json.writeStartObject();
            for (FieldVector member : struct.getChildrenFromFields()) {
                json.writeFieldName(member.getName());
                nested(member, row, json);
            }
            json.writeEndObject();
        } else if (isJsonNumberOrBoolean(column, row)) {
            json.writeRawValue(scalar(column, row));
        } else {
            json.writeString(scalar(column, row));
        }
    }

    private static boolean isJsonNumberOrBoolean(FieldVector column, int row) {
        ArrowType type = column.getField().getType();
        return type instanceof ArrowType.Bool
                || type instanceof ArrowType.Int
                || type instanceof ArrowType.Decimal
                || (column.getObject(row) instanceof Number number
                        && type instanceof ArrowType.FloatingPoint
                        && Double.isFinite(number.doubleValue()));
    }

    private static void map(StructVector entries, int start, int end, JsonGenerator json) throws IOException {
        FieldVector keys = entries.getChildrenFromFields().get(0);
        FieldVector values = entries.getChildrenFromFields().get(1);
        json.writeStartObject();
        for (int i = start; i < end; i++) {
            json.writeFieldName(String.valueOf(text(keys, i)));
            nested(values, i, json);
        }
        json.writeEndObject();
    }
}
