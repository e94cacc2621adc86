package io.appkit.shell;

import io.appkit.api.config.ConfigurationException;
import io.appkit.api.config.Setting;
import io.appkit.api.config.Settings;
import io.appkit.api.platform.AppFolder;
import io.appkit.api.platform.PluginRegistry;
import io.appkit.api.platform.ServerSettings;
import io.appkit.api.platform.StarterApp;
import io.appkit.api.platform.WorkspaceInfo;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;

/** What runs here, at a glance. */
@Service
@Command(
        scope = "appkit",
        name = "info",
        description = "Shows the server, its app, its workspace and its use of memory")
public final class InfoCommand extends AppKitCommand {

    @Override
    void run(Console console, Services services) {
        Runtime memory = Runtime.getRuntime();
        Overview overview = new Overview(
                FrameworkUtil.getBundle(InfoCommand.class).getVersion().toString(),
                services.property(HttpServiceRuntime.class, Overview.ENDPOINTS).flatMap(Overview::url),
                services.find(Settings.class).flatMap(InfoCommand::publicUrl),
                services.find(AppFolder.class).flatMap(AppFolder::root),
                services.find(StarterApp.class).map(StarterApp::folder),
                services.find(WorkspaceInfo.class),
                services.find(PluginRegistry.class).map(PluginRegistry::plugins).orElse(List.of()),
                System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
                Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()),
                memory.totalMemory() - memory.freeMemory(),
                memory.maxMemory());
        overview.print(console, json());
    }

    private static Optional<String> publicUrl(Settings settings) {
        try (Setting<ServerSettings> server = settings.bind(ServerSettings.class)) {
            return server.get().publicUrl();
        } catch (ConfigurationException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }
}
