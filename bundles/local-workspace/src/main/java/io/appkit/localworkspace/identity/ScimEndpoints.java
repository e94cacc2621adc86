package io.appkit.localworkspace.identity;

import io.appkit.localworkspace.http.Answer;
import io.appkit.localworkspace.http.Principal;
import io.appkit.localworkspace.http.Routes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who the caller is, as SCIM tells it. */
public final class ScimEndpoints {

    /** Adds the endpoints. */
    public void addTo(Routes routes) {
        routes.restricted("GET", "/api/2.0/preview/scim/v2/Me", call -> Answer.json(me(call.caller())));
    }

    private static Map<String, Object> me(Principal caller) {
        Map<String, Object> me = new LinkedHashMap<>();
        me.put("schemas", List.of("urn:ietf:params:scim:schemas:core:2.0:User"));
        me.put("id", caller.id());
        me.put("userName", caller.userName());
        if (caller instanceof User user) {
            int blank = user.displayName().indexOf(' ');
            me.put("displayName", user.displayName());
            me.put(
                    "name",
                    Map.of(
                            "givenName", user.displayName().substring(0, blank),
                            "familyName", user.displayName().substring(blank + 1)));
            me.put("emails", List.of(Map.of("value", user.userName(), "type", "work", "primary", true)));
            me.put(
                    "groups",
                    user.groups().stream()
                            .map(group -> Map.of("display", group, "type", "direct", "value", group))
                            .toList());
        } else if (caller instanceof ServicePrincipal app) {
            me.put("displayName", app.displayName());
            me.put("groups", List.of());
        }
        me.put("active", true);
        me.put("entitlements", List.of(Map.of("value", "databricks-sql-access"), Map.of("value", "workspace-access")));
        return me;
    }
}
