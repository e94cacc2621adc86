package io.appkit.files.volume;

import io.appkit.api.config.ByteSize;
import io.appkit.api.config.Configuration;
import io.appkit.api.config.Key;
import io.appkit.files.content.ContentTypes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What holds for all volumes, unless a volume's own configuration says otherwise.
 *
 * @param timeout of each try of a call; empty for the usual times
 * @param maxUploadSize most bytes of an uploaded file
 * @param maxReadSize most bytes of a file that is read as text
 * @param customContentTypes items {@code .ext=type}
 * @param auth whose rights in the workspace apply
 * @param maxListEntries most entries of a list
 * @param hideDenied whether volumes that a caller may not list are left out of the list of volumes
 */
@Configuration(pid = "appkit.files", title = "AppKit files")
public record FilesSettings(
        @Key(
                description = "Milliseconds each try of a call may take; when unset 30000, and 600000 for writing",
                min = 1)
        Optional<Duration> timeout,

        @Key(description = "Most bytes of an uploaded file", defaultValue = "5gb")
        ByteSize maxUploadSize,

        @Key(description = "Most bytes of a file that is read as text", defaultValue = "10mb")
        ByteSize maxReadSize,

        @Key(description = "MIME types by extension, comma separated, such as .log=text/plain")
        List<String> customContentTypes,

        @Key(
                description = "Whose rights in the workspace apply: service-principal or on-behalf-of-user",
                defaultValue = "service-principal")
        VolumeAuth auth,

        @Key(description = "Most entries of a list", defaultValue = "10000", min = 1)
        int maxListEntries,

        @Key(
                description = "Whether volumes that a caller may not list are left out of the list of volumes",
                defaultValue = "false")
        boolean hideDenied) {

    /** Checks the types. */
    public FilesSettings {
        ContentTypes.custom(customContentTypes);
    }
}
