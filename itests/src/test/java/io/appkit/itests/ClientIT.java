package io.appkit.itests;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** What the npm client's hooks show on a server: each test of the Node project {@code itests/client} is one of these. */
class ClientIT {

    private static final Path APPS = Path.of("client/apps").toAbsolutePath();
    private static final String HOSTILE_NAME = "</script><script>window.broken = 1</script> & \"sales\"";
    private static final int WIDE = 700;

    @TestFactory
    List<DynamicNode> hooks() throws IOException {
        int workspacePort = Distribution.freePort();
        try (Server local = onLocalWorkspace();
                Server scripted = onScriptedWorkspace(workspacePort)) {
            ClientProject client = ClientProject.install();
            return client.test(Map.of(
                    "APPKIT_SERVER", local.awaitReady().address("/"),
                    "APPKIT_COOKIE", local.signIn().identity().get("Cookie"),
                    "APPKIT_SCRIPTED_SERVER", scripted.awaitReady().address("/"),
                    "APPKIT_SCRIPTED_PORT", Integer.toString(workspacePort)));
        }
    }

    private static Server onLocalWorkspace() throws IOException {
        Distribution distribution = Distribution.unpack();
        Path app = distribution.home().resolve("app");
        Distribution.run("cp", "-a", APPS.resolve("local").toString(), app.toString());
        String columns = IntStream.range(0, WIDE)
                .mapToObj(index -> index + " AS `column number " + index + "`")
                .collect(joining(", "));
        Files.writeString(app.resolve("config/queries/wide.sql"), "SELECT " + columns);
        return distribution.start(Map.of("APPKIT_APP_DIR", app.toString(), "DATABRICKS_APP_NAME", HOSTILE_NAME));
    }

    /** As behind the sign-in of Databricks Apps, with a workspace that the Node project plays. */
    private static Server onScriptedWorkspace(int port) throws IOException {
        return Distribution.unpack()
                .configure("appkit.auth.cfg", "mode = databricks-apps")
                .configure("appkit.analytics.cfg", "timeout = 3000")
                .start(Map.of(
                        "APPKIT_APP_DIR", APPS.resolve("scripted").toString(),
                        "APPKIT_FEATURES", "appkit-analytics",
                        "DATABRICKS_HOST", "http://127.0.0.1:" + port,
                        "DATABRICKS_TOKEN", "token-of-the-app",
                        "DATABRICKS_WAREHOUSE_ID", "w1",
                        "DATABRICKS_WORKSPACE_ID", "4711"));
    }
}
