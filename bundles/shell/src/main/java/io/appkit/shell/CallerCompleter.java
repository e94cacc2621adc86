package io.appkit.shell;

import io.appkit.api.platform.EventStreams;
import io.appkit.api.platform.StreamInfo;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes the ids of callers, as far as they have an event stream: who else has been here nobody keeps. */
@Service
public final class CallerCompleter implements Completer {

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        try (Services services = Services.open()) {
            List<String> owners =
                    services.find(EventStreams.class).map(EventStreams::streams).orElse(List.of()).stream()
                            .map(StreamInfo::owner)
                            .distinct()
                            .toList();
            return new StringsCompleter(owners).complete(session, line, candidates);
        }
    }
}
