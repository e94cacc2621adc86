package io.appkit.localworkspace.files;

import io.appkit.localworkspace.http.Answer;
import io.appkit.localworkspace.http.ApiException;
import io.appkit.localworkspace.http.Json;
import io.appkit.localworkspace.http.StoreAnswer;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Uploads in parts: their begin and end, and the parts themselves. */
final class PartEndpoints {

    private static final Logger LOG = LoggerFactory.getLogger(PartEndpoints.class);

    /** The largest part an object store takes. */
    private static final long MOST_BYTES = 5L << 30;

    /** Room for the names of all parts there can be. */
    private static final int NAMES_LIMIT = 4 << 20;

    private final Volumes volumes;
    private final UploadSessions sessions;
    private final PartLinks links;
    private final Clock clock;

    PartEndpoints(Volumes volumes, UploadSessions sessions, PartLinks links, Clock clock) {
        this.volumes = volumes;
        this.sessions = sessions;
        this.links = links;
        this.clock = clock;
    }

    private record CompletedPart(
            @Nullable Integer partNumber, @Nullable String etag) {}

    private record Completion(@Nullable List<@Nullable CompletedPart> parts) {

        List<UploadSession.Named> named() throws ApiException {
            if (parts == null || parts.isEmpty() || parts.size() > MultipartApi.MOST_PARTS) {
                throw ApiException.invalidParameter("parts must be from 1 to " + MultipartApi.MOST_PARTS);
            }
            List<UploadSession.Named> named = new ArrayList<>();
            for (CompletedPart part : parts) {
                if (part == null || part.partNumber() == null || part.etag() == null) {
                    throw ApiException.invalidParameter("each of parts needs part_number and etag");
                }
                named.add(new UploadSession.Named(part.partNumber(), part.etag()));
            }
            return named;
        }
    }

    /** POST for a file. */
    void act(FileCall call, VolumePath path) throws ApiException, IOException {
        String action = PartLinks.parameter(call, "action");
        switch (action) {
            case "initiate-upload" -> initiate(call, path);
            case "complete-upload" -> call.read(NAMES_LIMIT, body -> complete(call, path, body));
            default ->
                throw ApiException.invalidParameter(
                        "action must be initiate-upload or complete-upload, but is " + action);
        }
    }

    private void initiate(FileCall call, VolumePath path) throws ApiException, IOException {
        boolean overwrite = call.overwrite();
        volumes.locateForWriting(path, overwrite);
        String token = sessions.open(path, overwrite).token();
        call.refuse(Answer.json(Map.of("multipart_upload", Map.of("session_token", token))));
    }

    private void complete(FileCall call, VolumePath path, byte[] body) throws ApiException, IOException {
        String type = PartLinks.parameter(call, "upload_type");
        if (!type.equals("multipart")) {
            throw ApiException.invalidParameter("upload_type must be multipart, but is " + type);
        }
        UploadSession session = sessions.find(PartLinks.parameter(call, "session_token"), path);
        if (session == null
                || !session.complete(Json.read(body, Completion.class).named())) {
            throw FileErrors.noUpload(path);
        }
        sessions.end(session);
        Answer.json(Map.of()).send(call.response(), call.callback());
    }

    /** PUT under a link. */
    void receive(FileCall call, VolumePath path) throws ApiException, IOException {
        Answer refusal = links.refusal(call, path);
        long length = call.request().getLength();
        if (refusal != null) {
            call.refuse(refusal);
        } else if (length < 0) {
            call.refuse(StoreAnswer.refused(
                    411, "MissingContentLength", "You must provide the Content-Length HTTP header."));
        } else if (length > MOST_BYTES) {
            call.refuse(StoreAnswer.refused(
                    400, "EntityTooLarge", "A part has at most " + MOST_BYTES + " bytes, not " + length));
        } else {
            UploadSession session = sessions.find(PartLinks.parameter(call, "session"), path);
            int number = Integer.parseInt(PartLinks.parameter(call, "part"));
            Draft draft = session == null ? null : session.begin(number, call.room());
            if (session == null || draft == null) {
                call.refuse(noUpload());
            } else {
                Upload.receive(call.request(), draft, outcome(call, session, number, draft));
            }
        }
    }

    private static Answer noUpload() {
        return StoreAnswer.refused(404, "NoSuchUpload", "The specified upload does not exist.");
    }

    private Upload.Outcome outcome(FileCall call, UploadSession session, int number, Draft draft) {
        return new Upload.Outcome() {
            @Override
            public void received() throws IOException {
                if (session.received(number, draft, clock.instant())) {
                    call.response().getHeaders().put(HttpHeader.ETAG, draft.etag());
                    call.finish(200);
                } else {
                    call.refuse(noUpload());
                }
            }

            @Override
            public void notWritten(IOException failure) {
                session.lost(draft, clock.instant());
                if (draft.cancelled()) {
                    call.refuse(noUpload());
                } else {
                    LOG.warn("A part of an upload could not be written: {}", failure.getMessage());
                    call.fail();
                }
            }

            @Override
            public void cut(Throwable failure) {
                session.lost(draft, clock.instant());
                call.callback().failed(failure);
            }
        };
    }

    /** DELETE under a link. */
    void abort(FileCall call, VolumePath path) throws ApiException {
        Answer refusal = links.refusal(call, path);
        if (refusal != null) {
            call.refuse(refusal);
            return;
        }
        UploadSession session = sessions.find(PartLinks.parameter(call, "session"), path);
        if (session == null) {
            call.refuse(noUpload());
        } else {
            sessions.end(session);
            call.finish(200);
        }
    }
}
