package io.appkit.server.site;

import io.appkit.api.platform.AppFolder;
import io.appkit.server.Answers;
import io.appkit.server.dispatch.MalformedPathException;
import io.appkit.server.dispatch.RequestPath;
import io.appkit.server.gate.SecurityHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves the page of the app and its files. */
public final class Site {

    private final AppFolder appFolder;
    private final Supplier<Optional<String>> staticPath;
    private final BootPayload payload;

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

    /** Answers a request outside the API. */
    public void answer(RequestPath path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> read(path, request, response);
            case "OPTIONS" -> {
                response.setHeader("Allow", "GET, HEAD");
                Answers.bytes(request, response, 200, "text/plain; charset=utf-8", new byte[0]);
            }
            default -> Answers.notFound(request, response);
        }
    }

    private void read(RequestPath path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Path folder = appFolder
                .root()
                .flatMap(root -> StaticFolder.of(root, staticPath.get()))
                .orElse(null);
        try {
            Optional<Path> file =
                    folder == null || path.isExactly("index.html") ? Optional.empty() : StaticFolder.file(folder, path);
            if (file.isPresent()) {
                FileAnswer.send(file.get(), request, response);
            } else if (isMissingAsset(path, request)) {
                Answers.bytes(request, response, 404, "text/plain; charset=utf-8", text("Not found"));
            } else {
                page(folder, request, response);
            }
        } catch (MalformedPathException e) {
            Answers.json(request, response, 400, Map.of("error", "Malformed path"));
        }
    }

    /** A file name that nobody typed as an address: a page in its place would only be confusing. */
    private static boolean isMissingAsset(RequestPath path, HttpServletRequest request) {
        String last = path.segments().get(path.segments().size() - 1);
        String accept = request.getHeader("Accept");
        boolean wantsPage = accept != null && accept.contains("text/html");
        return last.contains(".") && !path.isExactly("index.html") && !wantsPage;
    }

    private void page(@Nullable Path folder, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Path index = folder == null ? null : folder.resolve("index.html");
        if (index == null || !Files.isRegularFile(index)) {
            Answers.bytes(request, response, 404, "text/plain; charset=utf-8", text("index.html not found"));
            return;
        }
        Page page = Page.of(Files.readString(index), payload.json());
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("ETag", page.etag());
        response.setHeader("Content-Security-Policy", SecurityHeaders.CONTENT_SECURITY_POLICY);
        String none = request.getHeader("If-None-Match");
        if (none != null && EntityTags.matchesWeakly(none, page.etag())) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        } else {
            Answers.bytes(request, response, 200, "text/html; charset=utf-8", page.bytes());
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
