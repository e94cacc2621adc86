package io.appkit.shell;

import io.appkit.api.AppKitException;
import io.appkit.api.files.FileEntry;
import io.appkit.api.files.Files;
import java.time.Duration;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;

/** Completes a path in a volume, one segment at a time. */
@Service
public final class RemotePathCompleter implements Completer {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void completeCandidates(Session session, CommandLine line, List<Candidate> candidates) {
        if (line.getArguments().length == 1) {
            // Karaf asks about each word before the cursor, by itself, and gives up unless it is completed somehow.
            candidates.add(new Candidate(line.getArguments()[0]));
            return;
        }
        try (Services services = Services.open()) {
            services.find(Files.class)
                    .ifPresent(files -> candidates.addAll(candidates(files.within(PATIENCE), TypedPath.of(line))));
        } catch (AppKitException | IllegalArgumentException e) {
            return; // what cannot be listed is not completed
        }
    }

    static List<Candidate> candidates(Files files, TypedPath typed) {
        int slash = typed.text().lastIndexOf('/');
        if (slash < 0) {
            return files.volumes().stream()
                    .filter(typed::allows)
                    .map(volume -> directory(volume, volume))
                    .toList();
        }
        RemotePath directory = RemotePath.parse(typed.text().substring(0, slash));
        String before = typed.text().substring(0, slash + 1);
        return files.volume(directory.volume()).list(directory.path()).stream()
                .filter(entry -> typed.allows(before + entry.name()))
                .map(entry -> candidate(before, entry))
                .toList();
    }

    private static Candidate candidate(String before, FileEntry entry) {
        String value = before + entry.name();
        return entry.directory()
                ? directory(value, entry.name())
                : new Candidate(value, entry.name(), null, null, null, null, true);
    }

    private static Candidate directory(String value, String name) {
        return new Candidate(value + "/", name + "/", null, null, "/", null, false);
    }
}
