package io.appkit.shell;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** What is in a volume. */
@Service
@Command(scope = "appkit", name = "files-ls", description = "Lists the volumes, or the files in one of them")
public final class FilesLsCommand extends AppKitCommand {

    @Argument(name = "volume/path", description = "A volume, or a directory in it; none lists the volumes")
    @Completion(RemotePathCompleter.class)
    private @Nullable String directory;

    @Override
    void run(Console console, Services services) {
        FileList list = new FileList(services.files(), console, json());
        if (directory == null) {
            list.volumes();
        } else {
            list.directory(RemotePath.parse(directory));
        }
    }
}
