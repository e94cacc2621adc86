package io.appkit.starter;

import io.appkit.api.files.FileAction;
import io.appkit.api.files.FilePolicies;
import io.appkit.api.files.FilePolicy;
import io.appkit.api.files.FilePolicyUser;
import io.appkit.api.files.FileResource;
import io.appkit.api.platform.AppFolder;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

/**
 * Everyone may read; and write where the page invites to it, while the starter app is the one being served.
 *
 * @param served the folder of the app being served
 * @param starter the starter's own folder
 */
record StarterPolicy(AppFolder served, Path starter) implements FilePolicy {

    /** The volume that is open to everyone. */
    static final String OPEN = "files";

    /** Whether another app is configured. Without a folder none is, and the starter's is on its way there. */
    boolean isOutOfPlace() {
        return served.root().filter(folder -> !folder.equals(starter)).isPresent();
    }

    @Override
    public CompletionStage<Boolean> allows(FileAction action, FileResource resource, FilePolicyUser user) {
        boolean open = resource.volume().equals(OPEN)
                && served.root().filter(starter::equals).isPresent();
        FilePolicy policy = open ? FilePolicies.allowAll() : FilePolicies.publicRead();
        return policy.allows(action, resource, user);
    }
}
