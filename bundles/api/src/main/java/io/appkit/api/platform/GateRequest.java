package io.appkit.api.platform;

import java.util.List;

/** What a {@link Gate} sees of a request. */
public interface GateRequest {

    /** HTTP method as sent. */
    String method();

    /** Path as sent, without query, not decoded. */
    String rawPath();

    /** Query as sent, without the question mark, not decoded; empty if there is none. */
    String rawQuery();

    /** All values of a header in the order received, by exact name without regard to case; empty if absent. */
    List<String> headers(String name);

    /** The peer's IP address. */
    String remoteAddress();

    /** Whether the path names a file of the page's build whose name holds a hash of its content. */
    boolean hashedAsset();
}
