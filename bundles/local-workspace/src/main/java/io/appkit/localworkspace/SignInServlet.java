package io.appkit.localworkspace;

import io.appkit.localworkspace.http.Answer;
import io.appkit.localworkspace.http.ApiException;
import io.appkit.localworkspace.http.Call;
import io.appkit.localworkspace.http.Routes;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletionException;

/** The workspace's sign-in pages under the app's own address, for browsers that cannot reach the workspace's port. */
final class SignInServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** More than any form of ours has. */
    private static final int MAX_BODY = 32 * 1024;

    private final transient Routes pages;

    SignInServlet(Routes pages) {
        this.pages = pages;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
        Answer answer;
        if (body.length > MAX_BODY) {
            answer = new ApiException(413, "MAX_REQUEST_SIZE_EXCEEDED", "The form is too large").answer();
        } else {
            answer = answer(new Call(
                    request.getMethod(),
                    request.getRequestURI(),
                    Objects.requireNonNullElse(request.getQueryString(), ""),
                    request::getHeader,
                    body));
        }
        response.setStatus(answer.status());
        response.setContentType(answer.contentType());
        response.setContentLength(answer.body().remaining());
        answer.headers().forEach(response::setHeader);
        byte[] content = new byte[answer.body().remaining()];
        answer.body().duplicate().get(content);
        response.getOutputStream().write(content);
    }

    private Answer answer(Call call) {
        try {
            if (call.path().endsWith("/")) {
                throw new ApiException(404, "ENDPOINT_NOT_FOUND", "There is no such page");
            }
            return pages.answer(call).toCompletableFuture().join();
        } catch (ApiException e) {
            return e.answer();
        } catch (CompletionException e) {
            throw new IllegalStateException("A sign-in page failed", e);
        }
    }
}
