package io.appkit.localworkspace.statement;

import io.appkit.localworkspace.engine.Packing;
import io.appkit.localworkspace.engine.Packing.Disposition;
import io.appkit.localworkspace.engine.Packing.Format;
import io.appkit.localworkspace.engine.Query;
import io.appkit.localworkspace.http.ApiException;
import io.appkit.localworkspace.http.Principal;
import io.appkit.localworkspace.sql.StatementParameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The body of a request to execute a statement (Databricks REST API, Statement Execution). */
record StatementRequest(
        @Nullable String statement,
        @Nullable String warehouseId,
        @Nullable String catalog,
        @Nullable String schema,
        @Nullable List<@Nullable Parameter> parameters,
        @Nullable Long rowLimit,
        @Nullable Long byteLimit,
        @Nullable String waitTimeout,
        @Nullable String onWaitTimeout,
        @Nullable String disposition,
        @Nullable String format) {

    record Parameter(
            @Nullable String name,
            @Nullable String type,
            @Nullable String value) {}

    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(10);
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,2})s");
    private static final int MIN_WAIT = 5;
    private static final int MAX_WAIT = 50;

    /**
     * What is to be run.
     *
     * @param submitter who wants it to be run
     */
    Query query(DeliveryOptions options, Principal submitter) throws ApiException {
        if (statement == null || statement.isBlank()) {
            throw missing("statement");
        }
        if (warehouseId == null || warehouseId.isBlank()) {
            throw missing("warehouse_id");
        }
        Packing packing = options.packing(wantedDisposition(), wantedFormat());
        return new Query(
                statement,
                namedParameters(),
                blankToNull(catalog),
                blankToNull(schema),
                limit("row_limit", rowLimit),
                limit("byte_limit", byteLimit),
                packing,
                submitter.userName(),
                submitter.unreadable());
    }

    /** How long the answer may wait for the result; zero to answer at once. */
    Duration patience() throws ApiException {
        if (waitTimeout == null || waitTimeout.isEmpty()) {
            return DEFAULT_WAIT;
        }
        Matcher matcher = SECONDS.matcher(waitTimeout);
        int seconds = matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
        if (seconds != 0 && (seconds < MIN_WAIT || seconds > MAX_WAIT)) {
            throw ApiException.invalidParameter("wait_timeout must be 0s or between 5s and 50s, but is " + waitTimeout);
        }
        return Duration.ofSeconds(seconds);
    }

    /** Whether a statement that is not done by then is canceled. */
    boolean cancelOnTimeout() throws ApiException {
        if (onWaitTimeout == null || onWaitTimeout.isEmpty() || onWaitTimeout.equals("CONTINUE")) {
            return false;
        } else if (onWaitTimeout.equals("CANCEL")) {
            return true;
        }
        throw ApiException.invalidParameter("on_wait_timeout must be CONTINUE or CANCEL, but is " + onWaitTimeout);
    }

    private Disposition wantedDisposition() throws ApiException {
        if (disposition == null || disposition.isEmpty()) {
            return Disposition.INLINE;
        }
        return Arrays.stream(Disposition.values())
                .filter(known -> known.name().equals(disposition))
                .findAny()
                .orElseThrow(() -> ApiException.invalidParameter("Unknown disposition " + disposition));
    }

    private Format wantedFormat() throws ApiException {
        if (format == null || format.isEmpty()) {
            return Format.JSON_ARRAY;
        } else if (format.equals("CSV")) {
            throw new ApiException(
                    501,
                    "NOT_IMPLEMENTED",
                    "format CSV is not available in the local workspace; it offers JSON_ARRAY and ARROW_STREAM");
        }
        return Arrays.stream(Format.values())
                .filter(known -> known.name().equals(format))
                .findAny()
                .orElseThrow(() -> ApiException.invalidParameter("Unknown format " + format));
    }

    private List<StatementParameter> namedParameters() throws ApiException {
        if (parameters == null) {
            return List.of();
        }
        Set<String> names = new HashSet<>();
        List<StatementParameter> named = new ArrayList<>();
        for (Parameter parameter : parameters) {
            if (parameter == null
                    || parameter.name() == null
                    || parameter.name().isEmpty()) {
                throw ApiException.invalidParameter("Every parameter needs a name");
            }
            if (!names.add(parameter.name())) {
                throw ApiException.invalidParameter("Parameter " + parameter.name() + " is given twice");
            }
            named.add(new StatementParameter(parameter.name(), parameter.type(), parameter.value()));
        }
        return named;
    }

    private static long limit(String field, @Nullable Long value) throws ApiException {
        if (value == null) {
            return Long.MAX_VALUE;
        }
        if (value <= 0) {
            throw ApiException.invalidParameter(field + " must be greater than 0, but is " + value);
        }
        return value;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static ApiException missing(String field) {
        return ApiException.invalidParameter(field + " is missing");
    }
}
