package io.appkit.server.exchange;

import io.appkit.api.AppKitException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;

/** The parameters in a request's address; what the servlet API calls parameters would read its body, too. */
final class QueryString {

    private QueryString() {}

    /**
     * Decodes parameters.
     *
     * @param query not decoded; null for none
     * @return values by name, both in the order sent
     * @throws AppKitException 400 if it is malformed
     */
    static Map<String, List<String>> parse(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return Map.of();
        }
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        try {
            UrlEncoded.decodeUtf8To(
                    query,
                    0,
                    query.length(),
                    (name, value) -> parameters
                            .computeIfAbsent(name, key -> new ArrayList<>(1))
                            .add(value));
        } catch (IllegalArgumentException e) {
            throw AppKitException.validation("Malformed query");
        }
        parameters.replaceAll((name, values) -> List.copyOf(values));
        return Collections.unmodifiableMap(parameters);
    }
}
