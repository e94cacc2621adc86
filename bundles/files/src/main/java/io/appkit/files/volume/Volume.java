package io.appkit.files.volume;

import io.appkit.files.content.ContentTypes;
import io.appkit.files.path.VolumeRoot;
import java.util.Optional;

/**
 * A volume of the app.
 *
 * @param key by which pages and Java code name it
 * @param variable environment name that tells the root, or would; empty if the configuration tells it
 * @param root empty if it is not known, which happens in development only
 * @param auth whose rights apply to the requests of pages
 * @param maxUploadSize most bytes of an uploaded file
 * @param maxReadSize most bytes of a file that is read as text
 * @param types MIME types of its files
 * @param policy what is configured; empty to leave it to the services published for the volume
 */
public record Volume(
        String key,
        Optional<String> variable,
        Optional<VolumeRoot> root,
        VolumeAuth auth,
        long maxUploadSize,
        long maxReadSize,
        ContentTypes types,
        Optional<PolicyChoice> policy) {

    static Volume of(
            String key,
            Optional<String> variable,
            Optional<VolumeRoot> root,
            FilesSettings general,
            VolumeSettings own) {
        return new Volume(
                key,
                variable,
                root,
                own.auth().orElse(general.auth()),
                own.maxUploadSize().orElse(general.maxUploadSize()).bytes(),
                own.maxReadSize().orElse(general.maxReadSize()).bytes(),
                ContentTypes.custom(own.customContentTypes().orElse(general.customContentTypes())),
                own.policy().map(PolicyChoice::parse));
    }

    /** The same with another size for what is read as text. */
    public Volume reading(long most) {
        return new Volume(key, variable, root, auth, maxUploadSize, most, types, policy);
    }
}
