package io.appkit.localworkspace.files;

import io.appkit.localworkspace.Delays;
import io.appkit.localworkspace.http.ApiException;
import io.appkit.localworkspace.http.Call;
import io.appkit.localworkspace.http.Principal;
import io.appkit.localworkspace.http.Routes;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads requests for files and directories to their endpoints, if the caller may. */
final class FilesHandler extends Handler.Wrapper {

    private static final Logger LOG = LoggerFactory.getLogger(FilesHandler.class);

    private final Routes.Access access;
    private final Delays delays;
    private final FileEndpoints files;
    private final DirectoryEndpoints directories;

    FilesHandler(Handler api, Volumes volumes, Routes.Access access, Delays delays) {
        super(api);
        this.access = access;
        this.delays = delays;
        this.files = new FileEndpoints(volumes);
        this.directories = new DirectoryEndpoints(volumes);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        // The path as sent: Jetty's own decoding would take names such as 'a%2e' or 'a;b' for something else.
        String path = Objects.requireNonNullElse(request.getHttpURI().getPath(), "");
        FileCall call = new FileCall(request, response, callback, delays);
        if (isBelow(FilesApi.FILES, path)) {
            return later(call, () -> answerFile(call, path.substring(FilesApi.FILES.length())));
        } else if (isBelow(FilesApi.DIRECTORIES, path)) {
            return later(call, () -> answerDirectory(call, path.substring(FilesApi.DIRECTORIES.length())));
        }
        return super.handle(request, response, callback);
    }

    private static boolean isBelow(String endpoint, String path) {
        return path.startsWith(endpoint)
                && (path.startsWith("/", endpoint.length()) || path.startsWith("%", endpoint.length()));
    }

    private interface Action {
        void run() throws ApiException, IOException;
    }

    /** The disk is not for the thread that serves all connections. */
    private static boolean later(FileCall call, Action action) {
        try {
            call.request().getComponents().getExecutor().execute(() -> {
                try {
                    action.run();
                } catch (ApiException e) {
                    call.refuse(e.answer());
                } catch (IOException | RuntimeException e) {
                    LOG.error("A request for a file failed", e);
                    call.fail();
                }
            });
        } catch (RejectedExecutionException e) {
            call.callback().failed(e);
        }
        return true;
    }

    private void answerFile(FileCall call, String encodedPath) throws ApiException, IOException {
        Principal caller = caller(call);
        VolumePath path = VolumePath.parse(encodedPath);
        switch (call.request().getMethod()) {
            case "GET", "HEAD" -> {
                requireRead(caller, path);
                files.send(call, path);
            }
            case "PUT" -> {
                requireWrite(caller, path);
                files.receive(call, path);
            }
            case "DELETE" -> {
                requireWrite(caller, path);
                files.delete(call, path);
            }
            case "POST" -> throw FileErrors.noPresignedUrls();
            default -> throw notAllowed(call);
        }
    }

    private void answerDirectory(FileCall call, String encodedPath) throws ApiException, IOException {
        Principal caller = caller(call);
        VolumePath path = VolumePath.parse(encodedPath);
        switch (call.request().getMethod()) {
            case "GET" -> {
                requireRead(caller, path);
                directories.list(call, path);
            }
            case "HEAD" -> {
                requireRead(caller, path);
                directories.head(call, path);
            }
            case "PUT" -> {
                requireWrite(caller, path);
                directories.create(call, path);
            }
            case "DELETE" -> {
                requireWrite(caller, path);
                directories.delete(call, path);
            }
            default -> throw notAllowed(call);
        }
    }

    private static ApiException notAllowed(FileCall call) {
        return new ApiException(405, "METHOD_NOT_ALLOWED", call.request().getMethod() + " is not allowed here");
    }

    private Principal caller(FileCall call) throws ApiException {
        Request request = call.request();
        Principal caller = access.check(new Call(
                request.getMethod(),
                Request.getPathInContext(request),
                call.query(),
                request.getHeaders()::get,
                new byte[0]));
        return Objects.requireNonNull(caller);
    }

    private static void requireRead(Principal caller, VolumePath path) throws ApiException {
        if (caller.unreadableVolumes().contains(path.volumeName())) {
            throw FileErrors.notGranted("READ VOLUME", path);
        }
    }

    private static void requireWrite(Principal caller, VolumePath path) throws ApiException {
        if (caller.unwritableVolumes().contains(path.volumeName())) {
            throw FileErrors.notGranted("WRITE VOLUME", path);
        }
    }
}
