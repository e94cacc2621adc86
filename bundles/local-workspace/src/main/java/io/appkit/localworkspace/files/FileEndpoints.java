package io.appkit.localworkspace.files;

import io.appkit.localworkspace.http.ApiException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/2.0/fs/files}. */
final class FileEndpoints {

    private static final Logger LOG = LoggerFactory.getLogger(FileEndpoints.class);

    private final Volumes volumes;

    FileEndpoints(Volumes volumes) {
        this.volumes = volumes;
    }

    /** GET and HEAD. */
    void send(FileCall call, VolumePath path) throws ApiException, IOException {
        Place place = volumes.locate(path);
        if (place.kind() != Place.Kind.FILE || path.slash()) {
            throw FileErrors.noFile(path);
        }
        requireUnmodified(call.request().getHeaders().get(HttpHeader.IF_UNMODIFIED_SINCE), place);
        boolean get = call.request().getMethod().equals("GET");
        HttpFields.Mutable headers = call.response().getHeaders();
        ByteRange range = get ? ByteRange.of(call.request().getHeaders().get(HttpHeader.RANGE), place.size()) : null;
        if (range != null && range.length() == 0) {
            headers.put(HttpHeader.CONTENT_RANGE, range.contentRange(place.size()));
            throw new ApiException(416, "OUT_OF_RANGE", "The file has " + place.size() + " bytes");
        }
        if (!get || place.size() == 0) {
            describe(headers, place, place.size());
            call.finish(200);
        } else {
            FileChannel file = open(place);
            // What was located may have been replaced by what is open now.
            ByteRange part = range == null ? new ByteRange(0, file.size()) : range;
            describe(headers, place, part.length());
            if (range != null) {
                headers.put(HttpHeader.CONTENT_RANGE, range.contentRange(place.size()));
            }
            call.response().setStatus(range == null ? 200 : 206);
            Download.send(file, part, call.request(), call.response(), call.callback());
        }
    }

    private static void describe(HttpFields.Mutable headers, Place place, long length) {
        headers.put(HttpHeader.CONTENT_TYPE, "application/octet-stream");
        headers.put(HttpHeader.CONTENT_LENGTH, length);
        headers.put(
                HttpHeader.LAST_MODIFIED,
                DateTimeFormatter.RFC_1123_DATE_TIME.format(place.modified().atOffset(ZoneOffset.UTC)));
        headers.put(HttpHeader.ACCEPT_RANGES, "bytes");
        headers.put("X-Content-Type-Options", "nosniff");
    }

    private static FileChannel open(Place place) throws ApiException, IOException {
        try {
            return Download.open(place);
        } catch (NoSuchFileException e) {
            throw FileErrors.noFile(place.path());
        }
    }

    private static void requireUnmodified(@Nullable String since, Place place) throws ApiException {
        if (since == null) {
            return;
        }
        Instant limit;
        try {
            limit = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(since));
        } catch (DateTimeParseException e) {
            return; // RFC 9110: a date that is none is as good as no header.
        }
        if (place.modified().isAfter(limit)) {
            throw new ApiException(412, "PRECONDITION_FAILED", "The file has been modified since " + since);
        }
    }

    /** PUT. */
    void receive(FileCall call, VolumePath path) throws ApiException, IOException {
        boolean overwrite = call.overwrite();
        volumes.locateForWriting(path, overwrite);
        Draft draft = Draft.file(volumes.draft(), call.room());
        Upload.receive(call.request(), draft, new Upload.Outcome() {
            @Override
            public void received() throws IOException {
                draft.keep();
                publish(call, draft.path(), path, overwrite);
            }

            @Override
            public void notWritten(IOException failure) {
                LOG.warn("An upload could not be written: {}", failure.getMessage());
                call.fail();
            }

            @Override
            public void cut(Throwable failure) {
                call.callback().failed(failure);
            }
        });
    }

    private void publish(FileCall call, Path draft, VolumePath path, boolean overwrite) {
        call.answer(() -> {
            try {
                volumes.publish(draft, path, overwrite);
            } finally {
                Draft.delete(draft);
            }
            call.finish(204);
        });
    }

    void delete(FileCall call, VolumePath path) throws ApiException, IOException {
        volumes.deleteFile(path);
        call.finish(204);
    }
}
