package io.appkit.localworkspace.faults;

import io.appkit.localworkspace.files.FilesApi;
import io.appkit.localworkspace.http.ApiException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a request for a fault. */
record FaultRequest(
        @Nullable String kind,
        @Nullable String method,
        @Nullable String path,
        @Nullable String statement,
        @Nullable Integer times,
        @Nullable Integer skip,
        @Nullable Integer status,
        @Nullable String errorCode,
        @Nullable String message,
        @Nullable String retryAfter,
        @Nullable Integer delayMs,
        @Nullable Integer bytesPerSecond,
        @Nullable Long afterBytes,
        @Nullable Integer by) {

    private static final int DEFAULT_SURPLUS = 10;

    private static final Map<Integer, String> ERROR_CODES = Map.of(
            400, "BAD_REQUEST",
            401, "UNAUTHENTICATED",
            403, "PERMISSION_DENIED",
            404, "RESOURCE_DOES_NOT_EXIST",
            409, "ALREADY_EXISTS",
            429, "REQUEST_LIMIT_EXCEEDED",
            500, "INTERNAL_ERROR",
            503, "TEMPORARILY_UNAVAILABLE");

    /** The requests that faults of a kind meet unless said otherwise; an empty path if it must be said. */
    private record Usual(String method, String path) {

        static Usual of(String kind) {
            return switch (kind) {
                case "part_refused", "part_cut", "part_expired" -> new Usual("PUT", FilesApi.STORAGE + "/*");
                case "parts_off" -> new Usual("POST", FilesApi.FILES + "/*");
                default -> new Usual("*", "");
            };
        }
    }

    FaultRule rule(String id) throws ApiException {
        Usual usual = Usual.of(kind == null ? "" : kind);
        String where = path == null ? usual.path() : path;
        if (!where.startsWith("/")) {
            throw ApiException.invalidParameter("path must begin with a slash, but is " + path);
        }
        return new FaultRule(
                id,
                kind == null ? "" : kind,
                method == null ? usual.method() : method.toUpperCase(Locale.ROOT),
                where,
                statement,
                times == null ? Long.MAX_VALUE : atLeast("times", times, 1),
                skip == null ? 0 : atLeast("skip", skip, 0),
                fault());
    }

    private Fault fault() throws ApiException {
        return switch (kind == null ? "" : kind) {
            case "refuse" -> new Fault.Refuse();
            case "reset" -> new Fault.Reset();
            case "black_hole" -> new Fault.BlackHole();
            case "delay" -> new Fault.Delay(Duration.ofMillis(atLeast("delay_ms", delayMs == null ? 0 : delayMs, 1)));
            case "slow" -> new Fault.Slow(atLeast("bytes_per_second", bytesPerSecond == null ? 1 : bytesPerSecond, 1));
            case "slow_upload" ->
                new Fault.SlowUpload(atLeast("bytes_per_second", bytesPerSecond == null ? 1 : bytesPerSecond, 1));
            case "disk_full" -> new Fault.DiskFull(afterBytes == null ? 0 : afterBytes);
            case "part_refused" -> new Fault.PartRefused();
            case "part_expired" -> new Fault.PartExpired();
            case "part_cut" -> new Fault.PartCut(afterBytes);
            case "parts_off" -> new Fault.PartsOff();
            case "answer_lost" -> new Fault.AnswerLost();
            case "cut" -> new Fault.Cut(afterBytes);
            case "wrong_length" -> new Fault.WrongLength(by == null ? DEFAULT_SURPLUS : by);
            case "status" -> error();
            case "token_expired" -> new Fault.TokenExpired();
            case "html" -> new Fault.Html(status == null ? 200 : status(status));
            default ->
                throw ApiException.invalidParameter(
                        "kind must be one of refuse, reset, black_hole, delay, slow, cut, wrong_length, slow_upload, disk_full,"
                                + " status, token_expired, html, answer_lost, part_refused, part_cut, part_expired,"
                                + " parts_off, but is " + kind);
        };
    }

    private Fault error() throws ApiException {
        int code = status(status == null ? 500 : status);
        return new Fault.Status(
                code,
                errorCode == null ? ERROR_CODES.getOrDefault(code, "UNKNOWN") : errorCode,
                message == null ? "A scripted fault" : message,
                retryAfter);
    }

    private static int status(int status) throws ApiException {
        if (status < 200 || status > 599) {
            throw ApiException.invalidParameter("status must be between 200 and 599, but is " + status);
        }
        return status;
    }

    private static int atLeast(String field, int value, int least) throws ApiException {
        if (value < least) {
            throw ApiException.invalidParameter(field + " must be at least " + least + ", but is " + value);
        }
        return value;
    }
}
