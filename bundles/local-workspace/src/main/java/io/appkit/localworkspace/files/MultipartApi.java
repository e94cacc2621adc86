package io.appkit.localworkspace.files;

import io.appkit.localworkspace.http.Answer;
import io.appkit.localworkspace.http.ApiException;
import io.appkit.localworkspace.http.Call;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Gives out the links of uploads in parts. */
final class MultipartApi {

    /** The highest number of a part, as object stores have it. */
    static final int MOST_PARTS = 10_000;

    private static final int MOST_LINKS = 1_000;

    private final UploadSessions sessions;
    private final PartLinks links;
    private final String url;

    /**
     * Creates it.
     *
     * @param url of the workspace, for callers that do not say how they reach it
     */
    MultipartApi(UploadSessions sessions, PartLinks links, String url) {
        this.sessions = sessions;
        this.links = links;
        this.url = url;
    }

    private record LinksRequest(
            @Nullable String path,
            @Nullable String sessionToken,
            @Nullable Integer startPartNumber,
            @Nullable Integer count,
            @Nullable String expireTime) {}

    private record Header(String name, String value) {}

    private record PartLink(int partNumber, String url, List<Header> headers) {}

    private record AbortLink(String url, List<Header> headers) {}

    Answer partLinks(Call call) throws ApiException {
        LinksRequest request = call.body(LinksRequest.class);
        UploadSession session = session(call, request);
        Instant expiration = expiration(request);
        int first = between("start_part_number", request.startPartNumber(), MOST_PARTS);
        int count = between("count", request.count(), MOST_LINKS);
        if (first + count - 1 > MOST_PARTS) {
            throw ApiException.invalidParameter("start_part_number and count lead beyond part " + MOST_PARTS);
        }
        String origin = origin(call);
        List<PartLink> parts = IntStream.range(first, first + count)
                .mapToObj(part -> new PartLink(part, links.link(origin, session, "PUT", part, expiration), List.of()))
                .toList();
        return Answer.json(Map.of("upload_part_urls", parts));
    }

    Answer abortLink(Call call) throws ApiException {
        LinksRequest request = call.body(LinksRequest.class);
        UploadSession session = session(call, request);
        String link = links.link(origin(call), session, "DELETE", 0, expiration(request));
        return Answer.json(Map.of("abort_upload_url", new AbortLink(link, List.of())));
    }

    private UploadSession session(Call call, LinksRequest request) throws ApiException {
        VolumePath path = VolumePath.of(required("path", request.path()));
        FileGrants.requireWrite(call.caller(), path);
        UploadSession session = sessions.find(required("session_token", request.sessionToken()), path);
        if (session == null) {
            throw FileErrors.noUpload(path);
        }
        return session;
    }

    private static Instant expiration(LinksRequest request) throws ApiException {
        String time = required("expire_time", request.expireTime());
        try {
            Instant expiration = Instant.parse(time);
            return Instant.ofEpochMilli(expiration.toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw ApiException.invalidParameter("expire_time must be a time as in RFC 3339, but is " + time);
        }
    }

    private static String required(String field, @Nullable String value) throws ApiException {
        if (value == null) {
            throw ApiException.invalidParameter(field + " is missing");
        }
        return value;
    }

    private static int between(String field, @Nullable Integer value, int most) throws ApiException {
        if (value == null || value < 1 || value > most) {
            throw ApiException.invalidParameter(field + " must be from 1 to " + most + ", but is " + value);
        }
        return value;
    }

    private String origin(Call call) {
        return call.header("Host").map(host -> "http://" + host).orElse(url);
    }
}
