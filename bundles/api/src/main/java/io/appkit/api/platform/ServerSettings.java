package io.appkit.api.platform;

import io.appkit.api.config.ByteSize;
import io.appkit.api.config.Configuration;
import io.appkit.api.config.Environment;
import io.appkit.api.config.Key;
import java.util.Optional;

/**
 * Where and how the server listens, and what app it serves.
 *
 * @param host address to listen on; empty: 0.0.0.0 inside Databricks Apps, else 127.0.0.1
 * @param port TCP port
 * @param appDir the app folder; empty: the starter app
 * @param staticPath folder of the page, relative to the app folder; empty: the first of the customary ones that holds
 *     an {@code index.html}
 * @param bodyLimit most bytes of a JSON body, as {@code 512kb} or {@code 10mb}
 * @param publicUrl the origin under which browsers reach the server; empty: {@code http://<host>:<port>}
 */
@Configuration(pid = "appkit.server", title = "AppKit server")
public record ServerSettings(
        @Key(
                description = "Address to listen on; 127.0.0.1 unless inside Databricks Apps, there 0.0.0.0",
                env = "FLASK_RUN_HOST")
        Optional<String> host,

        @Key(
                description = "TCP port to listen on",
                defaultValue = "8000",
                env = "DATABRICKS_APP_PORT",
                min = 0,
                max = 65535)
        int port,

        @Key(description = "App folder; the starter app when unset", env = "APPKIT_APP_DIR")
        Optional<String> appDir,

        @Key(description = "Folder of the page, relative to the app folder")
        Optional<String> staticPath,

        @Key(description = "Most bytes of a JSON body, as 512kb or 10mb", defaultValue = "1mb")
        ByteSize bodyLimit,

        @Key(description = "Origin under which browsers reach the server, as https://app.example.com")
        Optional<String> publicUrl) {

    /** The address to listen on: as configured, else 0.0.0.0 inside Databricks Apps and 127.0.0.1 everywhere else. */
    public String listenHost(Environment environment) {
        return host.orElse(environment.insideDatabricksApps() ? "0.0.0.0" : "127.0.0.1");
    }

    /** Whether only this machine can reach the server. */
    public boolean loopback(Environment environment) {
        String address = listenHost(environment);
        return address.equals("localhost") || address.equals("::1") || address.startsWith("127.");
    }
}
