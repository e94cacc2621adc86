package io.appkit.core.config;

import io.appkit.api.Registration;
import io.appkit.api.config.Environment;
import io.appkit.api.platform.AppFolder;
import io.appkit.api.platform.EnvironmentOverlay;
import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The process environment over {@code .env} over what running parts of the platform supply. */
@Component(service = Environment.class)
public final class LayeredEnvironment implements Environment {

    private final Map<String, String> process;
    private final Map<String, String> file;
    private final List<EnvironmentOverlay> overlays = new CopyOnWriteArrayList<>();
    private final Changes changes = new Changes();

    @Activate
    public LayeredEnvironment(@Reference AppFolder folder) {
        this(System.getenv(), folder.root().map(LayeredEnvironment::read).orElse(Map.of()));
    }

    LayeredEnvironment(Map<String, String> process, Map<String, String> file) {
        this.process = Map.copyOf(process);
        this.file = Map.copyOf(file);
    }

    private static Map<String, String> read(Path folder) {
        if (!Files.isReadable(folder.resolve(".env"))) {
            return Map.of();
        }
        Map<String, String> values = new TreeMap<>();
        Dotenv dotenv = Dotenv.configure()
                .directory(folder.toString())
                .ignoreIfMalformed()
                .load();
        for (DotenvEntry entry : dotenv.entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)) {
            values.put(entry.getKey(), entry.getValue());
        }
        return values;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addOverlay(EnvironmentOverlay overlay) {
        overlays.add(overlay);
        changes.announce();
    }

    void removeOverlay(EnvironmentOverlay overlay) {
        overlays.remove(overlay);
        changes.announce();
    }

    @Override
    public Optional<String> get(String name) {
        return process(name)
                .or(() -> filled(file, name))
                .or(() -> overlays.stream()
                        .flatMap(overlay -> filled(overlay.values(), name).stream())
                        .findFirst());
    }

    @Override
    public Optional<String> process(String name) {
        return filled(process, name);
    }

    @Override
    public Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        overlays.forEach(overlay -> all.putAll(overlay.values()));
        all.putAll(file);
        all.putAll(process);
        return all;
    }

    @Override
    public Registration onChange(Runnable action) {
        return changes.add(action);
    }

    private static Optional<String> filled(Map<String, String> values, String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }
}
