package io.appkit.server.gate;

import io.appkit.api.platform.GateRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the gate sees of a servlet request.
 *
 * @param site null while there is none
 */
record ServletGateRequest(
        HttpServletRequest request, @Nullable SiteFacts site) implements GateRequest {

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String rawPath() {
        return request.getRequestURI();
    }

    @Override
    public List<String> headers(String name) {
        return Collections.list(request.getHeaders(name));
    }

    @Override
    public String remoteAddress() {
        return request.getRemoteAddr();
    }

    @Override
    public String rawQuery() {
        return Objects.requireNonNullElse(request.getQueryString(), "");
    }

    @Override
    public boolean hashedAsset() {
        return site != null
                && (request.getMethod().equals("GET") || request.getMethod().equals("HEAD"))
                && site.hashedAsset(request.getRequestURI());
    }
}
