package io.appkit.localworkspace.files;

import io.appkit.localworkspace.http.ApiException;
import io.appkit.localworkspace.http.Principal;

/** What a caller may do in a volume. */
final class FileGrants {

    private FileGrants() {}

    static void requireRead(Principal caller, VolumePath path) throws ApiException {
        if (caller.unreadableVolumes().contains(path.volumeName())) {
            throw FileErrors.notGranted("READ VOLUME", path);
        }
    }

    static void requireWrite(Principal caller, VolumePath path) throws ApiException {
        if (caller.unwritableVolumes().contains(path.volumeName())) {
            throw FileErrors.notGranted("WRITE VOLUME", path);
        }
    }
}
