package io.appkit.shell;

import java.util.Map;
import org.apache.karaf.shell.api.console.Session;
import org.jline.reader.LineReader;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;

/** Says in the terminal where the server is, above the line being typed: the log goes to a file there. */
@Component(
        service = {},
        immediate = true)
public final class ReadyNotice {

    private static final String READER = ".jline.reader";

    private @Nullable Session terminal;
    private String url = "";
    private String announced = "";

    /** The console of the terminal the server was started in is a service, and the only one of its kind. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    synchronized void setTerminal(Session session) {
        terminal = session;
        announce();
    }

    synchronized void unsetTerminal(Session session) {
        if (terminal == session) {
            terminal = null;
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void addRuntime(HttpServiceRuntime runtime, Map<String, Object> properties) {
        url = Overview.url(properties.get(Overview.ENDPOINTS)).orElse("");
        announce();
    }

    void updatedRuntime(HttpServiceRuntime runtime, Map<String, Object> properties) {
        addRuntime(runtime, properties);
    }

    void removeRuntime(HttpServiceRuntime runtime) {}

    private void announce() {
        if (terminal != null
                && !url.isEmpty()
                && !url.equals(announced)
                && terminal.get(READER) instanceof LineReader reader) {
            announced = url;
            reader.printAbove("AppKit is ready at " + Console.of(terminal).bold(url));
        }
    }
}
