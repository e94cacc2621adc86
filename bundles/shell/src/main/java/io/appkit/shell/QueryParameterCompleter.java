package io.appkit.shell;

import io.appkit.api.AppKitException;
import io.appkit.api.analytics.Analytics;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;

/** Completes the names of a query's parameters, and shows their types. */
@Service
public final class QueryParameterCompleter implements Completer {

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        open(line).keySet().forEach(name -> candidates.add(name + "="));
        return line.getBufferPosition() - line.getArgumentPosition();
    }

    @Override
    public void completeCandidates(Session session, CommandLine line, List<Candidate> candidates) {
        if (line.getArguments().length == 1) {
            // Karaf asks about each word before the cursor, by itself, and gives up unless it is completed somehow.
            candidates.add(new Candidate(line.getArguments()[0]));
            return;
        }
        open(line)
                .forEach((name, type) ->
                        candidates.add(new Candidate(name + "=", name + "=", null, type, null, null, false)));
    }

    private static Map<String, String> open(CommandLine line) {
        try (Services services = Services.open()) {
            return services.find(Analytics.class)
                    .map(analytics -> new TypedQuery(List.of(line.getArguments())).open(analytics))
                    .orElse(Map.of());
        } catch (AppKitException e) {
            return Map.of();
        }
    }
}
