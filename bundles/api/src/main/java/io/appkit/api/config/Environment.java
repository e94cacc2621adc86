package io.appkit.api.config;

import io.appkit.api.Registration;
import java.util.Map;
import java.util.Optional;

/**
 * The environment names of the app: the process environment, then {@code .env} of the app folder, then what the local
 * workspace sets while it runs. An OSGi service.
 */
public interface Environment {

    /**
     * The values of a map as if they were the process environment; for tests. Changes of the map are seen, and nobody is
     * told of them.
     *
     * @param values values by name
     */
    static Environment of(Map<String, String> values) {
        return new FixedEnvironment(values);
    }

    /** The value of {@code name}; empty if unset or blank. */
    Optional<String> get(String name);

    /** The value of {@code name} in the process environment alone; empty if unset or blank. */
    Optional<String> process(String name);

    /** All values, as {@link #get} would answer them. */
    Map<String, String> all();

    /** Runs {@code action} after values have changed; close the result to stop. */
    Registration onChange(Runnable action);

    /** Whether {@code NODE_ENV} is {@code development}. */
    default boolean development() {
        return get("NODE_ENV").filter("development"::equals).isPresent();
    }

    /** Whether {@code NODE_ENV} is {@code production}. */
    default boolean production() {
        return get("NODE_ENV").filter("production"::equals).isPresent();
    }

    /**
     * Whether the platform Databricks Apps runs this process, by the evidence of the process environment alone
     * (contract: execution, section 2).
     */
    default boolean insideDatabricksApps() {
        return process("DATABRICKS_APP_NAME").isPresent()
                && process("DATABRICKS_CLIENT_ID").isPresent()
                && process("DATABRICKS_CLIENT_SECRET").isPresent()
                && process("DATABRICKS_APP_PORT").isPresent();
    }
}
