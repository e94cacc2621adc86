package io.appkit.shell;

import io.appkit.api.PluginUnavailableException;
import io.appkit.api.analytics.Analytics;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Runs a query of the app with the app's rights. */
@Service
@Command(scope = "appkit", name = "query", description = "Runs a query of the app and prints its rows")
public final class QueryCommand extends AppKitCommand {

    @Option(
            name = "-n",
            aliases = "--limit",
            description = "Most rows to print; the query itself is not limited",
            valueToShowInHelp = "100")
    private int limit = 100;

    @Argument(name = "key", description = "Name of the file in config/queries, without .sql", required = true)
    @Completion(QueryKeyCompleter.class)
    private String key = "";

    @Argument(
            index = 1,
            name = "name=value",
            description = "A value for each parameter, of the type that the query's line '-- @param name TYPE' gives"
                    + " (else STRING); name:TYPE=value for another type",
            multiValued = true,
            valueToShowInHelp = "")
    @Completion(QueryParameterCompleter.class)
    private List<String> values = List.of();

    @Override
    void run(Console console, Services services) {
        Analytics analytics =
                services.find(Analytics.class).orElseThrow(() -> new PluginUnavailableException("analytics"));
        new QueryRun(analytics, System::nanoTime, console).run(key, values, limit, json());
    }
}
