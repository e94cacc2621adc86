package io.appkit.api.files;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a file.
 *
 * @param contentLength in bytes; empty if the workspace does not tell
 * @param contentType MIME type: by the name's extension, else as the workspace has it
 * @param lastModified empty if the workspace does not tell
 */
public record FileMetadata(OptionalLong contentLength, String contentType, Optional<Instant> lastModified) {}
