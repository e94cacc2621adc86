package io.appkit.workspace;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.Flow;

/**
 * An answer whose body is still to come.
 *
 * <p>A piece of the body is a buffer of the connection. It may be read until more is asked for, and where more has been
 * asked for before it came, until {@code onNext} returns; whoever keeps its bytes copies them. So take one piece at a time,
 * and ask for the next when it is used up. The end is told when more is asked for.
 *
 * @param status 200, 206 or 416
 * @param headers by name in lower case, the first value of each
 * @param body to be subscribed to once; its subscription's cancellation ends the download. Fails with an
 *     {@link UpstreamException} of status 0 if it breaks off before its announced length, or pauses for 60 s while more is
 *     asked for
 */
public record Download(int status, Map<String, String> headers, Flow.Publisher<ByteBuffer> body) {}
