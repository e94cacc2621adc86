package io.appkit.auth.oidc;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.appkit.api.platform.GateRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a request.
 *
 * @param values decoded, by name
 */
record Query(Map<String, List<String>> values) {

    static Query of(GateRequest request) {
        return new Query(URLUtils.parseParameters(request.rawQuery()));
    }

    /** A parameter that is there once and not blank; empty for any other. */
    Optional<String> single(String name) {
        List<String> found = values.getOrDefault(name, List.of());
        return found.size() == 1 && !found.get(0).isBlank() ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** Without the values. */
    @Override
    public String toString() {
        return "Query" + values.keySet();
    }
}
