package io.appkit.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The app folder that all servers of a benchmark serve, and the servers. */
final class BenchmarkApp {

    /** A folder whose packages come from its lock file. */
    private static final Path NODE_PROJECT = Path.of("node-appkit").toAbsolutePath();

    private static final Path WORK = Path.of(System.getProperty("appkit.work"));
    private static final String CLIENT_ID = "10ca1a00-a990-4e5e-8000-000000000001";
    private static final String WAREHOUSE_ID = "10ca1d0010ca1d00";

    private final Path folder;

    private BenchmarkApp(Path folder) {
        this.folder = folder;
    }

    static BenchmarkApp create() throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(WORK), "app");
        Files.createDirectories(folder.resolve("config/queries"));
        Files.createDirectories(folder.resolve("dist/assets"));
        return new BenchmarkApp(folder).with("dist/index.html", "<html><head></head><body></body></html>");
    }

    BenchmarkApp with(String file, String content) throws IOException {
        Files.writeString(folder.resolve(file), content);
        return this;
    }

    /** The distribution, with the workspace in this environment. */
    Server appKit(Map<String, String> workspace) throws IOException {
        return appKit(Distribution.unpack(), workspace);
    }

    /** The distribution, where callers sign in. */
    Server signingIn(Map<String, String> workspace) {
        return start(Distribution.unpack(), workspace);
    }

    /** Callers are known by the header that {@link io.appkit.itests.bench.Endpoint} sends. */
    Server appKit(Distribution distribution, Map<String, String> workspace) throws IOException {
        return start(distribution.configure("appkit.auth.cfg", "mode = databricks-apps"), workspace);
    }

    private Server start(Distribution distribution, Map<String, String> workspace) {
        Map<String, String> environment = new HashMap<>(workspace);
        environment.put("APPKIT_APP_DIR", folder.toString());
        environment.put("APPKIT_FEATURES", "appkit-analytics,appkit-files");
        return distribution.start(environment).awaitReady();
    }

    /** AppKit on Node, in production, with the workspace in this environment. */
    Server nodeAppKit(Map<String, String> workspace) throws IOException {
        if (!Files.exists(NODE_PROJECT.resolve("node_modules/.package-lock.json"))) {
            Distribution.run(
                    "npm",
                    "ci",
                    "--ignore-scripts",
                    "--prefer-offline",
                    "--loglevel=error",
                    "--prefix",
                    NODE_PROJECT.toString());
        }
        int port = Distribution.freePort();
        ProcessBuilder node =
                new ProcessBuilder("node", NODE_PROJECT.resolve("server.js").toString()).directory(folder.toFile());
        node.environment().keySet().removeIf(name -> name.startsWith("DATABRICKS_"));
        node.environment().putAll(workspace);
        node.environment().put("NODE_ENV", "production");
        node.environment().put("DISABLE_APPKIT_INTERNAL_TELEMETRY", "true");
        node.environment().put("FLASK_RUN_HOST", "127.0.0.1");
        node.environment().put("DATABRICKS_APP_PORT", Integer.toString(port));
        return Server.start(node, port).awaitHealthy();
    }

    /**
     * A local workspace in a process of its own.
     *
     * @param server its process
     * @param environment what an app needs to use it
     */
    record LocalWorkspace(Server server, Map<String, String> environment) implements AutoCloseable {

        static LocalWorkspace start() throws IOException {
            int port = Distribution.freePort();
            String secret = "known to all servers of a benchmark";
            Server server = Distribution.unpack()
                    .configure("appkit.local.cfg", "port = " + port, "clientSecret = " + secret)
                    .start(Map.of("APPKIT_FEATURES", "appkit-local-workspace"))
                    .awaitReady();
            return new LocalWorkspace(
                    server,
                    Map.of(
                            "DATABRICKS_HOST", "http://127.0.0.1:" + port,
                            "DATABRICKS_CLIENT_ID", CLIENT_ID,
                            "DATABRICKS_CLIENT_SECRET", secret,
                            "DATABRICKS_WAREHOUSE_ID", WAREHOUSE_ID));
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
