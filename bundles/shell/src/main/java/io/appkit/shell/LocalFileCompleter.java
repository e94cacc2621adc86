package io.appkit.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.jline.terminal.Terminal;

/** Completes names of files on the server's machine. */
@Service
public final class LocalFileCompleter extends FileCompleter {

    @Override
    public void completeCandidates(Session session, CommandLine line, List<Candidate> candidates) {
        if (line.getArguments().length == 1) {
            // Karaf asks about each word before the cursor, by itself, and gives up unless it is completed somehow.
            candidates.add(new Candidate(line.getArguments()[0]));
            return;
        }
        TypedPath typed = TypedPath.of(line);
        List<Candidate> all = new ArrayList<>();
        super.completeCandidates(session, line, all);
        all.stream().filter(candidate -> typed.allows(candidate.value())).forEach(candidates::add);
    }

    @Override
    protected String getDisplay(Terminal terminal, Path path) {
        return Text.visible(path.getFileName().toString()) + (Files.isDirectory(path) ? "/" : "");
    }
}
