package io.appkit.files.multipart;

import io.appkit.files.upstream.FilesApi;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * A file to be written.
 *
 * @param file which
 * @param length of the body, which fails if it has another
 * @param overwrite whether it may be there already
 * @param body in pieces of up to 64 KiB
 */
public record UploadOrder(FilesApi file, long length, boolean overwrite, Flow.Publisher<ByteBuffer> body) {}
