package io.appkit.auth;

import io.appkit.api.config.Environment;
import io.appkit.api.platform.ServerAddress;
import io.appkit.api.platform.UserDirectory;
import io.appkit.api.platform.WorkspaceInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A gate with what it needs, and everything that a test changes. */
abstract class GateFixture {

    static final Map<String, String> CLIENT =
            Map.of("DATABRICKS_CLIENT_ID", "id", "DATABRICKS_CLIENT_SECRET", "secret");
    static final String PATH = "/api/analytics/query/x";

    @TempDir
    Path folder;

    final List<String> failures = new ArrayList<>();
    final List<SignInGate> gates = new ArrayList<>();
    final AtomicReference<UserDirectory> users = new AtomicReference<>();
    TestSettings settings =
            new TestSettings(TestSettings.auth(AuthSettings.Mode.AUTO), TestSettings.server("127.0.0.1", ""));

    @AfterEach
    void stop() {
        gates.forEach(SignInGate::stop);
    }

    record Workspace(String host, boolean local) implements WorkspaceInfo {

        @Override
        public Optional<String> warehouseId() {
            return Optional.empty();
        }

        @Override
        public Optional<String> workspaceId() {
            return Optional.empty();
        }
    }

    SignInGate gate(AuthSettings.Mode mode, Map<String, String> environment, String host) {
        settings = new TestSettings(TestSettings.auth(mode), TestSettings.server(host, ""));
        return gate(environment);
    }

    SignInGate gate(Map<String, String> environment) {
        SignInGate gate =
                SignInGate.in(folder, settings, Environment.of(environment), failures::add, users::get, false);
        gate.setAddress(new ServerAddress("127.0.0.1", 8000));
        gates.add(gate);
        return gate;
    }
}
