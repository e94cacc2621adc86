package io.appkit.files.volume;

import io.appkit.api.config.ByteSize;
import io.appkit.api.config.Configuration;
import io.appkit.api.config.Key;
import io.appkit.files.content.ContentTypes;
import io.appkit.files.path.VolumeRoot;
import java.util.List;
import java.util.Optional;

/**
 * What holds for one volume, whose key is the configuration's alias; what is empty is as for all volumes.
 *
 * @param path root of the volume; empty for that of the environment
 * @param auth whose rights in the workspace apply
 * @param maxUploadSize most bytes of an uploaded file
 * @param maxReadSize most bytes of a file that is read as text
 * @param customContentTypes items {@code .ext=type}, in the place of those for all volumes
 * @param policy who may do what; empty to leave it to the services published for the volume
 */
@Configuration(pid = VolumeSettings.PID, title = "AppKit files: volume")
public record VolumeSettings(
        @Key(description = "Root of the volume, as /Volumes/catalog/schema/volume; unset: DATABRICKS_VOLUME_<KEY>")
        Optional<String> path,

        @Key(description = "Whose rights in the workspace apply: service-principal or on-behalf-of-user")
        Optional<VolumeAuth> auth,

        @Key(description = "Most bytes of an uploaded file") Optional<ByteSize> maxUploadSize,

        @Key(description = "Most bytes of a file that is read as text")
        Optional<ByteSize> maxReadSize,

        @Key(
                description =
                        "MIME types by extension, comma separated, such as .log=text/plain; replaces the general ones")
        Optional<List<String>> customContentTypes,

        @Key(
                description = "Who may do what: publicRead, allowAll, denyAll, the name of a FilePolicy service, or"
                        + " filter:(...) over the properties of such services")
        Optional<String> policy) {

    /** PID, before the {@code ~} and the key. */
    public static final String PID = "appkit.files.volume";

    /** Nothing is configured. */
    public static final VolumeSettings NONE = new VolumeSettings(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Checks root, types and policy. */
    public VolumeSettings {
        path.ifPresent(VolumeRoot::parse);
        customContentTypes.ifPresent(ContentTypes::custom);
        policy.ifPresent(PolicyChoice::parse);
    }
}
