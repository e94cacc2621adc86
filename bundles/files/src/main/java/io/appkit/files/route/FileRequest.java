package io.appkit.files.route;

import io.appkit.files.operation.Target;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Flow;

/**
 * What a page asks for.
 *
 * @param target with what, on whose behalf
 * @param headersOnly whether it wants to know how the answer would be, without its body
 * @param range which part it wants
 * @param length of an upload, if it is known
 * @param overwrite whether an upload may replace a file
 * @param content of an upload; nothing for other requests
 */
record FileRequest(
        Target target,
        boolean headersOnly,
        Optional<ByteRange> range,
        OptionalLong length,
        boolean overwrite,
        Flow.Publisher<ByteBuffer> content) {

    /** What is nothing of a request that has no content. */
    static final Flow.Publisher<ByteBuffer> NOTHING = subscriber -> {
        throw new IllegalStateException("the request has no content");
    };

    FileRequest with(Flow.Publisher<ByteBuffer> body) {
        return new FileRequest(target, headersOnly, range, length, overwrite, body);
    }
}
