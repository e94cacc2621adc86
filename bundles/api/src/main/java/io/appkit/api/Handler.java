package io.appkit.api;

/** Answers the requests of one route. */
@FunctionalInterface
public interface Handler {

    /**
     * Answers one request. Runs on a worker thread and may block. Returning without an answer is an error (500) unless
     * an event stream was opened.
     *
     * @param exchange the request and the means to answer it
     * @throws Exception becomes the error answer: {@link AppKitException} with its own status and client-safe text,
     *     anything else 500
     */
    void handle(Exchange exchange) throws Exception;
}
