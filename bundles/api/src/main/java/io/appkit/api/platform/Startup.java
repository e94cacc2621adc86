package io.appkit.api.platform;

/** Ends a start that cannot succeed. An OSGi service. */
public interface Startup {

    /**
     * Prints one line and ends the process with exit code 1. Returns at once; the end follows.
     *
     * @param reason place, value and reason in one line, without secrets
     */
    void fail(String reason);
}
