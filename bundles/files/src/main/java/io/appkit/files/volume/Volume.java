package io.appkit.files.volume;

import io.appkit.files.content.ContentTypes;
import io.appkit.files.path.VolumeRoot;
import java.util.Optional;

/**
 * A volume of the app.
 *
 * @param key by which pages and Java code name it
 * @param root empty if it is not known, which happens in development only
 * @param auth whose rights apply to the requests of pages
 * @param maxUploadSize most bytes of an uploaded file
 * @param maxReadSize most bytes of a file that is read as text
 * @param types MIME types of its files
 * @param policy what is configured; empty to leave it to the services published for the volume
 */
public record Volume(
        String key,
        Optional<VolumeRoot> root,
        VolumeAuth auth,
        long maxUploadSize,
        long maxReadSize,
        ContentTypes types,
        Optional<PolicyChoice> policy) {

    static Volume of(String key, Optional<VolumeRoot> root, FilesSettings general, VolumeSettings own) {
        return new Volume(
                key,
                root,
                own.auth().orElse(general.auth()),
                own.maxUploadSize().orElse(general.maxUploadSize()).bytes(),
                own.maxReadSize().orElse(general.maxReadSize()).bytes(),
                ContentTypes.custom(own.customContentTypes().orElse(general.customContentTypes())),
                own.policy().map(PolicyChoice::parse));
    }
}
