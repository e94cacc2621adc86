package io.appkit.server.site;

import io.appkit.api.platform.AppFolder;
import io.appkit.server.Answers;
import io.appkit.server.Transfer;
import io.appkit.server.dispatch.MalformedPathException;
import io.appkit.server.dispatch.RequestPath;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves the page of the app and its files. */
public final class Site {

    private static final String INDEX = "index.html";
    private static final String TEXT = "text/plain; charset=utf-8";

    private final AppFolder appFolder;
    private final Supplier<Optional<String>> staticPath;
    private final BootPayload payload;
    private final StaticFolder staticFolder = new StaticFolder();
    private final FileStore files = new FileStore();
    private final Pages pages = new Pages();

    /**
     * Creates it.
     *
     * @param staticPath folder of the page as configured
     */
    public Site(AppFolder appFolder, Supplier<Optional<String>> staticPath, BootPayload payload) {
        this.appFolder = appFolder;
        this.staticPath = staticPath;
        this.payload = payload;
    }

    /**
     * Whether a path names a file that is there and whose name holds a hash of its content. The file system is asked only
     * for names that look like it.
     *
     * @param rawPath as sent
     */
    public boolean hashedAsset(String rawPath) {
        if (!Fingerprint.isIn(rawPath)) {
            return false;
        }
        Path folder = folder();
        try {
            return folder != null && isHashed(folder, rawPath);
        } catch (MalformedPathException | IOException e) {
            return false;
        }
    }

    private boolean isHashed(Path folder, String rawPath) throws MalformedPathException, IOException {
        Path file = StaticFolder.below(folder, RequestPath.of(rawPath)).orElse(null);
        BasicFileAttributes attributes = file == null ? null : FileVersion.attributes(file);
        return file != null
                && attributes != null
                && attributes.isRegularFile()
                && Fingerprint.isIn("/" + folder.relativize(file))
                && files.isInside(folder, file, attributes);
    }

    private @Nullable Path folder() {
        return appFolder
                .root()
                .flatMap(root -> staticFolder.of(root, staticPath.get()))
                .orElse(null);
    }

    /** Answers a request outside the API. */
    public void answer(RequestPath path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> read(path, request, response);
            case "OPTIONS" -> Answers.readOnly(request, response);
            default -> Answers.notFound(request, response);
        }
    }

    private void read(RequestPath path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Path folder = folder();
        try {
            if (folder == null || !hasAnswered(folder, path, request, response)) {
                pageOrNothing(folder, path, request, response);
            }
        } catch (MalformedPathException e) {
            Answers.json(request, response, 400, Map.of("error", "Malformed path"));
        }
    }

    /** Answers with a file, or with the way to a folder. */
    private boolean hasAnswered(Path folder, RequestPath path, HttpServletRequest request, HttpServletResponse response)
            throws MalformedPathException, IOException {
        Path file = StaticFolder.below(folder, path).orElse(null);
        BasicFileAttributes attributes = file == null || path.isExactly(INDEX) ? null : FileVersion.attributes(file);
        if (file == null || attributes == null) {
            return false;
        } else if (attributes.isDirectory()) {
            redirectInto(request, response);
            return true;
        } else if (!attributes.isRegularFile()) {
            return false;
        }
        StaticFile found = files.find(folder, file, attributes, request.getHeader("Accept-Encoding"));
        if (found == null) {
            return false;
        }
        FileAnswer.send(found, request, response);
        return true;
    }

    /** The path has no empty name in front, so that the browser does not take it for another host. */
    private static void redirectInto(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String query = request.getQueryString();
        response.setHeader("Location", request.getRequestURI() + "/" + (query == null ? "" : "?" + query));
        Answers.bytes(request, response, HttpServletResponse.SC_MOVED_PERMANENTLY, TEXT, text("Moved"));
    }

    private void pageOrNothing(
            @Nullable Path folder, RequestPath path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (isMissingAsset(path, request)) {
            Answers.bytes(request, response, 404, TEXT, text("Not found"));
            return;
        }
        Page page = folder == null ? null : pages.of(folder.resolve(INDEX), payload.json());
        if (page == null) {
            Answers.bytes(request, response, 404, TEXT, text("index.html not found"));
        } else {
            send(page, request, response);
        }
    }

    /** A file name that nobody typed as an address: a page in its place would only be confusing. */
    private static boolean isMissingAsset(RequestPath path, HttpServletRequest request) {
        String last = path.segments().get(path.segments().size() - 1);
        String accept = request.getHeader("Accept");
        boolean wantsPage = accept != null && accept.contains("text/html");
        return last.contains(".") && !path.isExactly(INDEX) && !wantsPage;
    }

    private static void send(Page page, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("ETag", page.etag());
        response.setHeader("Content-Security-Policy", page.policy());
        Conditions conditions = new Conditions(request, page.etag(), -1);
        if (conditions.failed()) {
            response.setStatus(HttpServletResponse.SC_PRECONDITION_FAILED);
        } else if (conditions.fresh()) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        } else {
            response.setContentType("text/html; charset=utf-8");
            response.setContentLength(page.bytes().remaining());
            if (!request.getMethod().equals("HEAD")) {
                Transfer.answer(request, response, page.bytes());
            }
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
