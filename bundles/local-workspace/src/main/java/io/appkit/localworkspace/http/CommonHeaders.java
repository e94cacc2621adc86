package io.appkit.localworkspace.http;

import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Headers that every answer has. */
final class CommonHeaders extends Handler.Wrapper {

    private final Map<String, String> headers;

    CommonHeaders(Map<String, String> headers, Handler handler) {
        super(handler);
        this.headers = headers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        headers.forEach(response.getHeaders()::put);
        return super.handle(request, response, callback);
    }
}
