package io.appkit.core.config;

import io.appkit.api.platform.AppFolder;
import io.appkit.api.platform.StarterApp;
import io.appkit.api.platform.Startup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The configured app folder, else that of the starter app. Configured means {@code appDir} in {@code etc/appkit.server.cfg}
 * or {@code APPKIT_APP_DIR} of the process: the folder holds {@code .env}, so it cannot be named there.
 */
@Component(service = AppFolder.class)
public final class ConfiguredAppFolder implements AppFolder {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable StarterApp starter;

    private final @Nullable Path configured;

    @Activate
    public ConfiguredAppFolder(@Reference ConfigurationAdmin admin, @Reference Startup startup) throws IOException {
        Explicit explicit = Explicit.of(admin, "appkit.server");
        String fromFile = explicit.get("appDir");
        String fromProcess = System.getenv("APPKIT_APP_DIR");
        if (fromFile != null) {
            configured = check(fromFile, explicit.place() + ", key appDir", startup);
        } else if (fromProcess != null && !fromProcess.isBlank()) {
            configured = check(fromProcess, "APPKIT_APP_DIR", startup);
        } else {
            configured = null;
        }
    }

    @Override
    public Optional<Path> root() {
        if (configured != null) {
            return Optional.of(configured);
        }
        StarterApp app = starter;
        return app == null ? Optional.empty() : Optional.of(app.folder());
    }

    private static @Nullable Path check(String value, String place, Startup startup) {
        try {
            Path folder = Path.of(value).toAbsolutePath().normalize();
            if (Files.isDirectory(folder) && Files.isReadable(folder) && Files.isExecutable(folder)) {
                return folder;
            }
            String reason = Files.exists(folder) ? "not a readable folder" : "no such folder";
            startup.fail(place + ": app folder '" + value + "': " + reason);
        } catch (InvalidPathException e) {
            startup.fail(place + ": app folder '" + value + "': not a path");
        }
        return null;
    }
}
