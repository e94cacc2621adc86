package io.appkit.api.files;

import java.util.Optional;

/**
 * What a page shows of a file.
 *
 * @param metadata size, type and age
 * @param textPreview the first 1024 characters of a text file; empty for other files
 * @param text whether the type is one of text
 * @param image whether the type is one of images, and not of text
 */
public record FilePreview(FileMetadata metadata, Optional<String> textPreview, boolean text, boolean image) {}
