package io.appkit.shell;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Brings a file into a volume, with the app's rights. */
@Service
@Command(scope = "appkit", name = "files-put", description = "Copies a file of the server's machine into a volume")
public final class FilesPutCommand extends AppKitCommand {

    @Option(name = "--overwrite", description = "Replaces a file that is there already")
    private boolean overwrite;

    @Argument(name = "local file", description = "The file to copy", required = true)
    @Completion(LocalFileCompleter.class)
    private String source = "";

    @Argument(
            index = 1,
            name = "volume/path",
            description = "The file in its volume; a directory with / at its end, or a volume: the file keeps its name",
            required = true)
    @Completion(RemotePathCompleter.class)
    private String target = "";

    @Override
    void run(Console console, Services services) {
        new FileUpload(services.files(), System::nanoTime, console, json())
                .run(LocalPath.of(source, folder()), RemotePath.parse(target), overwrite);
    }
}
