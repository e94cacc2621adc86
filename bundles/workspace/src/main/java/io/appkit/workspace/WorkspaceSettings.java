package io.appkit.workspace;

import io.appkit.api.config.Configuration;
import io.appkit.api.config.Key;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Which workspace the app belongs to, and how it signs in there.
 *
 * @param host URL of the workspace
 * @param clientId OAuth client of the app's service principal
 * @param clientSecret its secret
 * @param token personal access token, for development
 * @param profile profile of the Databricks CLI's configuration file, for development
 * @param warehouseId warehouse for SQL
 * @param workspaceId id of the workspace; empty: asked for
 */
@Configuration(pid = "appkit.workspace", title = "AppKit workspace")
record WorkspaceSettings(
        @Key(description = "URL of the Databricks workspace", env = "DATABRICKS_HOST")
        Optional<String> host,

        @Key(description = "OAuth client id of the app's service principal", env = "DATABRICKS_CLIENT_ID")
        Optional<String> clientId,

        @Key(description = "OAuth client secret of the app's service principal", env = "DATABRICKS_CLIENT_SECRET")
        Optional<String> clientSecret,

        @Key(description = "Personal access token, for development", env = "DATABRICKS_TOKEN")
        Optional<String> token,

        @Key(
                description = "Profile of the Databricks CLI's configuration file, for development",
                env = "DATABRICKS_CONFIG_PROFILE")
        Optional<String> profile,

        @Key(description = "Id of the warehouse for SQL", env = "DATABRICKS_WAREHOUSE_ID")
        Optional<String> warehouseId,

        @Key(description = "Id of the workspace; asked for when unset", env = "DATABRICKS_WORKSPACE_ID")
        Optional<String> workspaceId) {

    WorkspaceSettings {
        host = host.map(WorkspaceSettings::origin);
        if (clientId.isPresent() && clientSecret.isEmpty() && token.isEmpty()) {
            throw new IllegalArgumentException("clientId (DATABRICKS_CLIENT_ID) '" + clientId.get()
                    + "' needs clientSecret (DATABRICKS_CLIENT_SECRET), which is not set");
        }
        if (clientSecret.isPresent() && clientId.isEmpty()) {
            throw new IllegalArgumentException("clientSecret (DATABRICKS_CLIENT_SECRET) needs clientId"
                    + " (DATABRICKS_CLIENT_ID), which is not set");
        }
        if (host.isEmpty() && profile.isEmpty() && (clientId.isPresent() || token.isPresent())) {
            throw new IllegalArgumentException("host (DATABRICKS_HOST) is not set, but "
                    + (clientId.isPresent() ? "clientId (DATABRICKS_CLIENT_ID)" : "token (DATABRICKS_TOKEN)") + " is");
        }
    }

    /** Whether a workspace is named at all. */
    boolean present() {
        return host.isPresent() || profile.isPresent();
    }

    /** Never shows a secret. */
    @Override
    public String toString() {
        return "WorkspaceSettings[host=" + host.orElse("") + ", profile=" + profile.orElse("") + "]";
    }

    private static String origin(String host) {
        try {
            URI uri = new URI(host.contains("://") ? host : "https://" + host);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri.getScheme() + "://" + uri.getAuthority();
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        String shown = host.contains("@") ? "" : " '" + host + "'";
        throw new IllegalArgumentException("host (DATABRICKS_HOST)" + shown
                + " is not a URL of the form https://my-workspace.cloud.databricks.com");
    }
}
