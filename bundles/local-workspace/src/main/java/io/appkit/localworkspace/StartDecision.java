package io.appkit.localworkspace;

import io.appkit.api.config.Environment;
import io.appkit.api.platform.ServerSettings;
import java.util.List;
import java.util.Optional;

/** Whether a local workspace starts. */
sealed interface StartDecision {

    /** It starts. */
    record Start() implements StartDecision {}

    /**
     * It is not wanted.
     *
     * @param reason for the log
     */
    record StayAway(String reason) implements StartDecision {}

    /**
     * It would be needed, but must not start: the server has no workspace.
     *
     * @param reason one line for a console
     */
    record Refuse(String reason) implements StartDecision {}

    /** Names that tell of a real workspace. */
    List<String> WORKSPACE_NAMES =
            List.of("DATABRICKS_HOST", "DATABRICKS_CONFIG_PROFILE", "DATABRICKS_TOKEN", "DATABRICKS_CLIENT_ID");

    static StartDecision of(LocalSettings.Enabled enabled, Environment environment, ServerSettings server) {
        return switch (enabled) {
            case TRUE -> new Start();
            case FALSE -> new StayAway("appkit.local says enabled=false");
            case AUTO -> auto(environment, server);
        };
    }

    private static StartDecision auto(Environment environment, ServerSettings server) {
        Optional<String> configured = WORKSPACE_NAMES.stream()
                .filter(name -> environment.get(name).isPresent())
                .findFirst();
        if (configured.isPresent()) {
            return new StayAway(configured.get() + " is set");
        }
        if (environment.insideDatabricksApps()) {
            return refuse("the server runs inside Databricks Apps");
        }
        if (environment.production()) {
            return refuse("NODE_ENV is production");
        }
        if (!server.loopback(environment)) {
            return refuse("the server listens on " + server.listenHost(environment) + ", not on loopback");
        }
        return new Start();
    }

    private static Refuse refuse(String obstacle) {
        return new Refuse("No Databricks workspace is configured (none of " + String.join(", ", WORKSPACE_NAMES)
                + " is set), and the local workspace does not start because " + obstacle);
    }
}
