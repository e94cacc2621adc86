package io.appkit.files.operation;

import io.appkit.api.files.FileResource;
import io.appkit.files.identity.Identity;
import io.appkit.files.path.FilePath;
import io.appkit.files.volume.Volume;
import java.util.OptionalLong;

/**
 * What something is done with, and on whose behalf.
 *
 * @param volume the volume
 * @param path below the volume's root
 * @param identity on whose behalf
 */
public record Target(Volume volume, FilePath path, Identity identity) {

    /** The same as a policy sees it. */
    public FileResource resource(OptionalLong size) {
        return new FileResource(path.relative(), volume.key(), size);
    }
}
