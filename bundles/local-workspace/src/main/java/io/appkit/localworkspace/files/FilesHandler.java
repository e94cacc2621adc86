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

/** Leads requests for files and directories to their endpoints, if the caller may. */
final class FilesHandler extends Handler.Wrapper {

    private final Routes.Access access;
    private final Delays delays;
    private final FileEndpoints files;
    private final PartEndpoints parts;
    private final DirectoryEndpoints directories;

    FilesHandler(Handler api, Volumes volumes, PartEndpoints parts, Routes.Access access, Delays delays) {
        super(api);
        this.access = access;
        this.delays = delays;
        this.files = new FileEndpoints(volumes);
        this.parts = parts;
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
        } else if (isBelow(FilesApi.STORAGE, path)) {
            return later(call, () -> answerPart(call, path.substring(FilesApi.STORAGE.length())));
        }
        return super.handle(request, response, callback);
    }

    private static boolean isBelow(String endpoint, String path) {
        return path.startsWith(endpoint)
                && (path.startsWith("/", endpoint.length()) || path.startsWith("%", endpoint.length()));
    }

    /** The disk is not for the thread that serves all connections. */
    private static boolean later(FileCall call, FileCall.Action action) {
        try {
            call.request().getComponents().getExecutor().execute(() -> call.answer(action));
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
                FileGrants.requireRead(caller, path);
                files.send(call, path);
            }
            case "PUT" -> {
                FileGrants.requireWrite(caller, path);
                files.receive(call, path);
            }
            case "DELETE" -> {
                FileGrants.requireWrite(caller, path);
                files.delete(call, path);
            }
            case "POST" -> {
                FileGrants.requireWrite(caller, path);
                parts.act(call, path);
            }
            default -> throw notAllowed(call);
        }
    }

    private void answerPart(FileCall call, String encodedPath) throws ApiException, IOException {
        VolumePath path = VolumePath.parse(encodedPath);
        switch (call.request().getMethod()) {
            case "PUT" -> parts.receive(call, path);
            case "DELETE" -> parts.abort(call, path);
            default -> throw notAllowed(call);
        }
    }

    private void answerDirectory(FileCall call, String encodedPath) throws ApiException, IOException {
        Principal caller = caller(call);
        VolumePath path = VolumePath.parse(encodedPath);
        switch (call.request().getMethod()) {
            case "GET" -> {
                FileGrants.requireRead(caller, path);
                directories.list(call, path);
            }
            case "HEAD" -> {
                FileGrants.requireRead(caller, path);
                directories.head(call, path);
            }
            case "PUT" -> {
                FileGrants.requireWrite(caller, path);
                directories.create(call, path);
            }
            case "DELETE" -> {
                FileGrants.requireWrite(caller, path);
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
}
