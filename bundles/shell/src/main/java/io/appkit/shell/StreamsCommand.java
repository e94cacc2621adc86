package io.appkit.shell;

import io.appkit.api.platform.StreamInfo;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Who listens to what, and what is kept for those who come back. */
@Service
@Command(scope = "appkit", name = "streams", description = "Lists the event streams")
public final class StreamsCommand extends AppKitCommand {

    @Argument(name = "plugin", description = "Only those of this plugin")
    @Completion(PluginCompleter.class)
    private @Nullable String plugin;

    @Override
    void run(Console console, Services services) {
        List<StreamInfo> streams = services.streams().streams();
        if (plugin != null) {
            String name =
                    PluginCompleter.find(services.registry().plugins(), plugin).name();
            streams = streams.stream()
                    .filter(stream -> stream.plugin().equals(name))
                    .toList();
        }
        new StreamTable(console).print(streams, json());
    }
}
