package io.appkit.analytics.query;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.analytics.SqlParameter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Matches the values of a request with the parameters of a query (contract: analytics, section 2). */
public final class QueryParameters {

    /** Filled by the server alone: queries filter by it what belongs to another workspace. */
    public static final String WORKSPACE_ID = "workspaceId";

    /** Hints of charts, which travel among the parameters. */
    private static final Set<String> HINTS = Set.of("_preferArrow", "_preferJson");

    private final Placeholders placeholders;
    private final Supplier<String> workspaceId;

    public QueryParameters(Placeholders placeholders, Supplier<String> workspaceId) {
        this.placeholders = placeholders;
        this.workspaceId = workspaceId;
    }

    /**
     * Checks the values and picks those to send.
     *
     * @param requested values by name, each a marker, a {@link SqlParameter} or null; null for none
     * @return in the order of the request
     * @throws AppKitException kind {@code VALIDATION} naming the first wrong value
     */
    public Map<String, SqlParameter> bind(@Nullable Object requested) {
        Map<String, SqlParameter> bound = new LinkedHashMap<>();
        if (requested instanceof Map<?, ?> values) {
            values.forEach((name, value) -> bind(String.valueOf(name), value, bound));
        } else if (requested != null) {
            throw AppKitException.invalid("parameters", "an object");
        }
        if (placeholders.names().contains(WORKSPACE_ID)) {
            bound.put(WORKSPACE_ID, SqlParameter.of(knownWorkspaceId()));
        }
        return bound;
    }

    private void bind(String name, @Nullable Object value, Map<String, SqlParameter> bound) {
        boolean sent = placeholders.names().contains(name);
        if (!sent && HINTS.contains(name)) {
            return;
        }
        if (!placeholders.textual().contains(name)) {
            Set<String> valid = placeholders.names();
            throw AppKitException.invalid(
                    name,
                    "a parameter defined in the query (valid: " + (valid.isEmpty() ? "none" : String.join(", ", valid))
                            + ")");
        }
        if (value == null || name.equals(WORKSPACE_ID)) {
            return;
        }
        SqlParameter parameter = parameter(name, value);
        if (sent) {
            bound.put(name, parameter);
        }
    }

    private static SqlParameter parameter(String name, Object value) {
        if (value instanceof SqlParameter parameter) {
            return parameter;
        }
        if (value instanceof Map<?, ?> marker
                && marker.get("__sql_type") instanceof String type
                && marker.get("value") instanceof String text
                && SqlParameter.isType(type)) {
            return new SqlParameter(type, text);
        }
        throw AppKitException.invalid(
                name, "SQL type and value, as {\"__sql_type\":\"STRING\",\"value\":\"...\"}, both texts");
    }

    private String knownWorkspaceId() {
        String id = workspaceId.get();
        if (id.isEmpty()) {
            throw new AppKitException(
                    ErrorKind.CONFIGURATION,
                    "The query uses :workspaceId, but the id of the workspace is not known",
                    "The id of the workspace is not known");
        }
        return id;
    }
}
