package io.appkit.shell;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** What the cache of results holds and saves. */
@Service
@Command(scope = "appkit", name = "cache-stats", description = "Shows what the cache of results holds and saves")
public final class CacheStatsCommand extends AppKitCommand {

    @Override
    void run(Console console, Services services) {
        new CacheOverview(services.cache().stats()).print(console, json());
    }
}
