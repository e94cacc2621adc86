package io.appkit.auth;

import io.appkit.api.platform.GateRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A request as the server shows it to the gate. */
public record TestRequest(
        String method,
        String rawPath,
        String rawQuery,
        String remoteAddress,
        boolean hashedAsset,
        Map<String, List<String>> all)
        implements GateRequest {

    public static TestRequest of(String method, String target) {
        int query = target.indexOf('?');
        return new TestRequest(
                method,
                query < 0 ? target : target.substring(0, query),
                query < 0 ? "" : target.substring(query + 1),
                "127.0.0.1",
                false,
                new TreeMap<>(String.CASE_INSENSITIVE_ORDER));
    }

    public static TestRequest get(String target) {
        return of("GET", target);
    }

    public static TestRequest navigate(String target) {
        return get(target).with("Sec-Fetch-Mode", "navigate");
    }

    public TestRequest from(String peer) {
        return new TestRequest(method, rawPath, rawQuery, peer, hashedAsset, all);
    }

    public TestRequest asAsset() {
        return new TestRequest(method, rawPath, rawQuery, remoteAddress, true, all);
    }

    public TestRequest with(String name, String value) {
        Map<String, List<String>> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.forEach((key, values) -> more.put(key, new ArrayList<>(values)));
        more.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        return new TestRequest(method, rawPath, rawQuery, remoteAddress, hashedAsset, more);
    }

    @Override
    public List<String> headers(String name) {
        return all.getOrDefault(name, List.of());
    }
}
