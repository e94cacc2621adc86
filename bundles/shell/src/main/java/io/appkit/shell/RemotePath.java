package io.appkit.shell;

import io.appkit.api.AppKitException;
import io.appkit.api.files.Files;
import java.util.List;

/**
 * A file or directory in a volume, as it is typed: {@code volume/path}.
 *
 * @param volume key of the volume
 * @param path relative to its root; empty for the root
 */
record RemotePath(String volume, String path) {

    static RemotePath parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new RemotePath(text, "")
                : new RemotePath(text.substring(0, slash), text.substring(slash + 1));
    }

    /**
     * The same, if there is such a volume.
     *
     * @throws AppKitException which names those that there are
     */
    RemotePath in(Files files) {
        List<String> volumes = files.volumes();
        if (!volumes.contains(volume)) {
            throw AppKitException.notFound("There is no volume '" + volume + "'"
                    + (volumes.isEmpty() ? "" : ", only " + String.join(", ", volumes)));
        }
        return this;
    }

    /** Whether it can only be a directory. */
    boolean directory() {
        return path.isEmpty() || path.endsWith("/");
    }

    /** What is below a directory. */
    RemotePath resolve(String name) {
        return new RemotePath(volume, path + name);
    }

    /** Last segment of the path; empty for a directory. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return path.isEmpty() ? volume : volume + "/" + path;
    }
}
