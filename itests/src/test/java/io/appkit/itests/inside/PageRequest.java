package io.appkit.itests.inside;

import io.appkit.api.platform.GateRequest;
import java.util.List;

/**
 * A request for the page, as the gate sees it.
 *
 * @param cookie value of the header {@code Cookie}
 */
record PageRequest(String cookie) implements GateRequest {

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String rawPath() {
        return "/";
    }

    @Override
    public String rawQuery() {
        return "";
    }

    @Override
    public List<String> headers(String name) {
        return name.equalsIgnoreCase("Cookie") ? List.of(cookie) : List.of();
    }

    @Override
    public String remoteAddress() {
        return "127.0.0.1";
    }

    @Override
    public boolean hashedAsset() {
        return false;
    }
}
