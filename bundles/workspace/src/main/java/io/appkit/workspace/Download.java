package io.appkit.workspace;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;

/**
 * An answer whose body is still to come.
 *
 * @param status 200, 206 or 416
 * @param headers by name in lower case, the first value of each
 * @param body to be subscribed to once; its subscription's cancellation ends the download. Fails with an
 *     {@link UpstreamException} of status 0 if it breaks off before its announced length, or pauses for 60 s while more is
 *     asked for
 */
public record Download(int status, Map<String, String> headers, Flow.Publisher<List<ByteBuffer>> body) {}
