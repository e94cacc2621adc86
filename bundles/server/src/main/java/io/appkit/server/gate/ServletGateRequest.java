package io.appkit.server.gate;

import io.appkit.api.platform.GateRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** What the gate sees of a servlet request. */
record ServletGateRequest(HttpServletRequest request) implements GateRequest {

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
        return false;
    }
}
