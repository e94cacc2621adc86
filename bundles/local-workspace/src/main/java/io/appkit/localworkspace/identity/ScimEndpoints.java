package io.appkit.localworkspace.identity;

import io.appkit.localworkspace.http.Answer;
import io.appkit.localworkspace.http.Routes;
import java.util.List;
import java.util.Map;

/** Who the caller is, as SCIM tells it. */
public final class ScimEndpoints {

    private final ServicePrincipal app;

    public ScimEndpoints(ServicePrincipal app) {
        this.app = app;
    }

    /** Adds the endpoints. */
    public void addTo(Routes routes) {
        routes.restricted("GET", "/api/2.0/preview/scim/v2/Me", call -> Answer.json(me()));
    }

    private Map<String, Object> me() {
        return Map.of(
                "schemas", List.of("urn:ietf:params:scim:schemas:core:2.0:User"),
                "id", app.id(),
                "userName", app.clientId(),
                "displayName", app.displayName(),
                "active", true,
                "groups", List.of(),
                "entitlements", List.of(Map.of("value", "databricks-sql-access"), Map.of("value", "workspace-access")));
    }
}
