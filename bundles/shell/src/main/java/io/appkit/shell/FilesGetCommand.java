package io.appkit.shell;

import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Brings a file here, with the app's rights. */
@Service
@Command(scope = "appkit", name = "files-get", description = "Copies a file of a volume to the server's machine")
public final class FilesGetCommand extends AppKitCommand {

    private static final String SAME_NAME = "-";

    @Option(name = "--force", description = "Replaces a local file that is there already")
    private boolean force;

    @Argument(name = "volume/path", description = "The file in its volume", required = true)
    @Completion(RemotePathCompleter.class)
    private String source = "";

    @Argument(
            index = 1,
            name = "local file",
            description =
                    "Where to write it: a file, or a folder in which it keeps its name; by default, and for -, the"
                            + " folder in which the server was started",
            valueToShowInHelp = "")
    @Completion(LocalFileCompleter.class)
    private String target = SAME_NAME;

    @Override
    void run(Console console, Services services) {
        Path local = target.equals(SAME_NAME) ? folder() : LocalPath.of(target, folder());
        new FileDownload(services.files(), System::nanoTime, console, json())
                .run(RemotePath.parse(source), local, force);
    }
}
