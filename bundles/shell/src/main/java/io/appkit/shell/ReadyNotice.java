package io.appkit.shell;

import io.appkit.api.platform.ReadyServer;
import org.apache.karaf.shell.api.console.Session;
import org.jline.reader.LineReader;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Says in the terminal where the server is, above the line being typed: the log goes to a file there. */
@Component(
        service = {},
        immediate = true)
public final class ReadyNotice {

    /** Variable of a session with what reads its lines. */
    static final String READER = ".jline.reader";

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

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    synchronized void setServer(ReadyServer server) {
        url = server.url();
        announce();
    }

    synchronized void unsetServer(ReadyServer server) {}

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
