package io.appkit.localworkspace.sql;

import io.appkit.localworkspace.sql.SqlType.Kind;
import java.util.List;

/**
 * {@code CAST} to a type.
 *
 * @param lenient NULL for what cannot be cast
 */
record Casting(SqlType target, boolean lenient) implements Rule {

    @Override
    public String write(List<String> operands, List<SqlType> types, List<String> extras) throws SqlFailure {
        return write(operands.get(0), types.get(0));
    }

    String write(String operand, SqlType source) throws SqlFailure {
        return switch (source.kind()) {
            case STRING -> ofString(operand);
            case VOID, BOOLEAN -> target.is(Kind.DATE) || target.is(Kind.TIMESTAMP) ? refuse(source) : cast(operand);
            case TINYINT, SMALLINT, INT, BIGINT -> ofWhole(operand, source);
            case DECIMAL, FLOAT, DOUBLE -> ofFraction(operand, source);
            case DATE ->
                target.is(Kind.TIMESTAMP) || target.is(Kind.STRING) || target.is(Kind.DATE)
                        ? cast(operand)
                        : refuse(source);
            case TIMESTAMP -> ofTimestamp(operand, source);
            case BINARY -> target.is(Kind.BINARY) ? operand : refuse(source);
            case INTERVAL, OTHER -> refuse(source);
        };
    }

    private String refuse(SqlType source) throws SqlFailure {
        throw SqlFailure.unavailable("A cast from " + source.text() + " to " + target.text());
    }

    private String cast(String operand) {
        return (lenient ? "TRY_CAST(" : "CAST(") + operand + " AS " + target.engineName() + ")";
    }

    /** Texts the engine would take and Databricks does not, as '1.5' for a whole number, fail. */
    private String ofString(String operand) throws SqlFailure {
        String checked =
                switch (target.kind()) {
                    case TINYINT, SMALLINT, INT, BIGINT -> "whole";
                    case DATE -> "day";
                    case TIMESTAMP -> "moment";
                    case BOOLEAN -> "truth";
                    case DECIMAL -> "number";
                    case FLOAT, DOUBLE -> "floating";
                    default -> "";
                };
        if (target.is(Kind.STRING)) {
            return operand;
        } else if (target.is(Kind.BINARY)) {
            return "encode(" + operand + ")";
        } else if (checked.isEmpty()) {
            return refuse(SqlType.STRING);
        }
        String text = "samples.dialect." + checked + "(CAST(" + operand + " AS VARCHAR), " + lenient + ", '"
                + target.text() + "')";
        if (!target.is(Kind.TIMESTAMP)) {
            return cast(text);
        }
        return "CAST(" + (lenient ? "TRY_CAST(" : "CAST(") + text + " AS TIMESTAMPTZ) AS TIMESTAMP)";
    }

    private String ofWhole(String operand, SqlType source) throws SqlFailure {
        return target.numeric() || target.is(Kind.STRING) || target.is(Kind.BOOLEAN) ? cast(operand) : refuse(source);
    }

    private String ofFraction(String operand, SqlType source) throws SqlFailure {
        if (target.whole()) {
            // The engine rounds.
            return cast("trunc(" + operand + ")");
        } else if (target.is(Kind.DECIMAL) && source.floating()) {
            // As the number is written, not as it is stored.
            return cast("CAST(" + operand + " AS VARCHAR)");
        } else if (target.is(Kind.STRING)) {
            // With a zero before the point, also where the type has no digit for it.
            return source.is(Kind.DECIMAL) && source.precision() < 38
                    ? cast("CAST(" + operand + " AS DECIMAL(38," + source.scale() + "))")
                    : refuse(source);
        }
        return target.numeric() || target.is(Kind.BOOLEAN) ? cast(operand) : refuse(source);
    }

    private String ofTimestamp(String operand, SqlType source) throws SqlFailure {
        return switch (target.kind()) {
            case DATE, TIMESTAMP -> cast(operand);
            case STRING -> cast("CAST(" + operand + " AS TIMESTAMP)");
            default -> refuse(source);
        };
    }
}
