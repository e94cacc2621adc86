package io.appkit.shell;

import io.appkit.api.platform.CacheAdmin;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Makes the next query ask the warehouse. */
@Service
@Command(scope = "appkit", name = "cache-clear", description = "Forgets the results in the cache")
public final class CacheClearCommand extends AppKitCommand {

    @Argument(name = "plugin", description = "Only those of this plugin")
    @Completion(PluginCompleter.class)
    private @Nullable String plugin;

    @Override
    void run(Console console, Services services) {
        CacheAdmin cache = services.cache();
        long cleared = plugin == null
                ? cache.clear()
                : cache.clear(PluginCompleter.find(services.registry().plugins(), plugin)
                        .name());
        if (json()) {
            Json.print(console, Map.of("cleared", cleared));
        } else {
            console.out().println(cleared == 1 ? "1 result forgotten" : cleared + " results forgotten");
        }
    }
}
