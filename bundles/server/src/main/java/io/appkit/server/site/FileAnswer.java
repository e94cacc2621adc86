package io.appkit.server.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Serves one file: conditions, one range, caching. */
final class FileAnswer {

    /** Hash-named by the build: a dash, then eight characters with a digit and a capital among them. */
    private static final Pattern FINGERPRINTED =
            Pattern.compile("(?i:/assets/).*-(?=[^/]*\\d)(?=[^/]*[A-Z])[A-Za-z0-9_-]{8}\\.[^./]+");

    private static final int SECOND = 1000;
    private static final int BUFFER = 64 * 1024;

    private FileAnswer() {}

    static void send(Path file, HttpServletRequest request, HttpServletResponse response) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        long modified = attributes.lastModifiedTime().toMillis();
        String etag = "W/\"" + Long.toHexString(attributes.size()) + "-" + Long.toHexString(modified) + "\"";
        response.setHeader("ETag", etag);
        response.setDateHeader("Last-Modified", modified);
        response.setHeader("Accept-Ranges", "bytes");
        response.setHeader(
                "Cache-Control",
                isFingerprinted(request.getRequestURI()) ? "public, max-age=31536000, immutable" : "public, max-age=0");
        if (isFresh(request, etag, modified)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(ContentTypes.of(String.valueOf(file.getFileName())));
        Optional<ByteRange> range = request.getHeader("If-Range") == null
                ? ByteRange.of(request.getHeader("Range"), attributes.size())
                : Optional.empty();
        if (range.isPresent() && !range.get().isSatisfiable()) {
            response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
            response.setHeader("Content-Range", "bytes */" + attributes.size());
            return;
        }
        body(file, range.orElse(null), attributes.size(), request, response);
    }

    static boolean isFingerprinted(String path) {
        int name = path.lastIndexOf('-');
        return name > 0 && FINGERPRINTED.matcher(path).matches();
    }

    private static boolean isFresh(HttpServletRequest request, String etag, long modified) {
        String none = request.getHeader("If-None-Match");
        if ("no-cache".equals(request.getHeader("Cache-Control"))) {
            return false;
        } else if (none != null) {
            return EntityTags.matchesWeakly(none, etag);
        }
        return date(request) / SECOND >= modified / SECOND;
    }

    private static long date(HttpServletRequest request) {
        try {
            return request.getDateHeader("If-Modified-Since");
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    private static void body(
            Path file, @Nullable ByteRange range, long size, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ByteRange part = range == null ? new ByteRange(0, size - 1) : range;
        if (range != null) {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + size);
        }
        response.setContentLengthLong(part.length());
        if (request.getMethod().equals("HEAD")) {
            return;
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(part.first());
            InputStream in = Channels.newInputStream(channel);
            byte[] buffer = new byte[BUFFER];
            long left = part.length();
            while (left > 0) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    throw new IOException("the file has become shorter");
                }
                response.getOutputStream().write(buffer, 0, n);
                left -= n;
            }
        }
    }
}
