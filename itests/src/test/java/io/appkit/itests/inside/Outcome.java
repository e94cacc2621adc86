package io.appkit.itests.inside;

/** What became of a request. */
enum Outcome {
    /** The whole content, status 200. */
    SERVED,
    /** An event stream that said, as its last message, that the plugin is not available for the moment. */
    INTERRUPTED,
    /** 503 in JSON with the time to wait. */
    UNAVAILABLE,
    /** 404 in JSON. */
    ABSENT,
    /** Anything else; never right. */
    BROKEN
}
