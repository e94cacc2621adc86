package io.appkit.server.site;

import io.appkit.server.gate.AdmittedCaller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Serves one file: conditions, one range, caching (contract: server, section 5). */
final class FileAnswer {

    private FileAnswer() {}

    static void send(StaticFile file, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Representation form = file.form();
        Conditions conditions =
                new Conditions(request, form.etag(), form.version().modified().toMillis());
        response.setHeader("ETag", form.etag());
        response.setHeader("Last-Modified", form.lastModified());
        response.setHeader("Cache-Control", cacheControl(file, request));
        response.setHeader("Accept-Ranges", "bytes");
        if (file.contentType().startsWith("text/html")) {
            response.setHeader("Content-Security-Policy", ContentPolicy.ALWAYS);
        }
        if (file.varies()) {
            response.setHeader("Vary", "Accept-Encoding");
        }
        if (conditions.failed()) {
            response.setStatus(HttpServletResponse.SC_PRECONDITION_FAILED);
        } else if (conditions.fresh()) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        } else {
            body(file, conditions, request, response);
        }
    }

    /** Where it takes a caller to get a lasting file, no cache may hand it on to others. */
    private static String cacheControl(StaticFile file, HttpServletRequest request) {
        if (!file.lasting()) {
            return "public, max-age=0";
        }
        return (AdmittedCaller.of(request) == null ? "public" : "private") + ", max-age=31536000, immutable";
    }

    private static void body(
            StaticFile file, Conditions conditions, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Representation form = file.form();
        ByteRange part = new ByteRange(0, form.size() - 1);
        String wanted = request.getMethod().equals("GET") ? request.getHeader("Range") : null;
        if (wanted != null && conditions.partFits()) {
            Optional<ByteRange> range = ByteRange.of(wanted, form.size());
            if (range.isPresent() && !range.get().isSatisfiable()) {
                response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
                response.setHeader("Content-Range", "bytes */" + form.size());
                return;
            } else if (range.isPresent()) {
                part = range.get();
                response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
                response.setHeader("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + form.size());
            }
        }
        response.setContentType(file.contentType());
        if (file.encoding() != null) {
            response.setHeader("Content-Encoding", file.encoding());
        }
        response.setContentLengthLong(part.length());
        if (!request.getMethod().equals("HEAD") && part.length() > 0) {
            form.send(part, request, response);
        }
    }
}
