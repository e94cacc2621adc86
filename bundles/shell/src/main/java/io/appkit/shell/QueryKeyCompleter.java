package io.appkit.shell;

import io.appkit.api.AppKitException;
import io.appkit.api.analytics.Analytics;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes the key of a query. */
@Service
public final class QueryKeyCompleter implements Completer {

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(keys(), true).complete(session, line, candidates);
    }

    private static List<String> keys() {
        try (Services services = Services.open()) {
            return services.find(Analytics.class).map(Analytics::queries).orElse(List.of());
        } catch (AppKitException e) {
            return List.of();
        }
    }
}
