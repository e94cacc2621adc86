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
 * Everyone may do everything while the starter app is the one being served, and only read otherwise.
 *
 * @param served the folder of the app being served
 * @param starter the starter's own folder
 */
record StarterPolicy(AppFolder served, Path starter) implements FilePolicy {

    /** Whether another app is configured. Without a folder none is, and the starter's is on its way there. */
    boolean isOutOfPlace() {
        return served.root().filter(folder -> !folder.equals(starter)).isPresent();
    }

    @Override
    public CompletionStage<Boolean> allows(FileAction action, FileResource resource, FilePolicyUser user) {
        boolean inPlace = served.root().filter(starter::equals).isPresent();
        FilePolicy policy = inPlace ? FilePolicies.allowAll() : FilePolicies.publicRead();
        return policy.allows(action, resource, user);
    }
}
