package io.appkit.api;

import io.appkit.api.stream.ByteAnswer;
import io.appkit.api.stream.EventStream;
import io.appkit.api.stream.StreamProducer;
import io.appkit.api.telemetry.Span;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Flow;

/** One request and the means to answer it. For use by the handler it was given to; not thread safe. */
public interface Exchange {

    /** Who is calling. The gate has admitted the caller before a handler sees the request. */
    Caller caller();

    /** HTTP method in capitals. */
    String method();

    /**
     * A path parameter, percent-decoded.
     *
     * @param name as in the route's template, without the colon
     * @throws IllegalArgumentException if the template has no such parameter
     */
    String path(String name);

    /** The first value of a query parameter, decoded; empty when absent. */
    Optional<String> query(String name);

    /** All query parameters, decoded: their values in the order sent. */
    Map<String, List<String>> queries();

    /**
     * The first value of a request header; empty when absent. Headers that carry identity or credentials are never
     * visible here; use {@link #caller}.
     */
    Optional<String> header(String name);

    /**
     * The request body as a JSON object: members in the order sent, values as {@code Map}, {@code List},
     * {@code String}, {@code Number}, {@code Boolean} or null.
     *
     * @return the members; empty for a missing body, an array, or a body that is not JSON
     * @throws AppKitException 400 if the JSON is malformed, 413 if it is over the limit, 415 for an unknown charset or
     *     content encoding
     */
    Map<String, Object> body();

    /**
     * The request body as it comes: not parsed, not inflated, of any length; the server's limit for bodies does not apply.
     * The sender is slowed down to the pace of the subscriber. For a handler that has called {@link #answerLater}, instead of
     * {@link #body}.
     *
     * @return takes one subscriber. Fails with kind {@code ABORTED} when the client leaves or its body ends before its
     *     announced length, so that a part is never taken for the whole; with kind {@code TIMEOUT} when nothing comes for
     *     30 s while more is asked for. A piece is a buffer of the connection: it may be read until more is asked for, and
     *     where more has been asked for before it came, until {@code onNext} returns. So ask for one piece at a time, and
     *     for the next when it is used up
     */
    Flow.Publisher<ByteBuffer> content();

    /** The span of the request, for work to be part of; {@link Span#NONE} if it is not traced. */
    default Span span() {
        return Span.NONE;
    }

    /** Answers 200 with {@code value} as JSON: plain data, records or beans. */
    default void json(Object value) {
        json(200, value);
    }

    /**
     * Answers with {@code value} as JSON.
     *
     * @param status HTTP status
     * @param value plain data, records or beans; serialised before this method returns
     */
    void json(int status, Object value);

    /**
     * Answers with bytes.
     *
     * @param status HTTP status
     * @param contentType value of {@code Content-Type}
     * @param body the whole body
     */
    void bytes(int status, String contentType, byte[] body);

    /**
     * Opens an answer that is given later, in pieces of bytes, and returns at once; the handler may return and go on
     * sending from any thread. Must be ended by {@link ByteAnswer#finish} or {@link ByteAnswer#fail}.
     */
    ByteAnswer answerLater();

    /**
     * Opens an event stream and returns at once; the handler may return and go on sending from any thread. Must be
     * ended by {@link EventStream#finish} or {@link EventStream#fail}.
     */
    EventStream events();

    /**
     * Runs a blocking producer of events on this thread. If it throws, the stream ends with the error's event; if it
     * returns without having ended the stream, the stream ends with an {@code INTERNAL_ERROR} event.
     */
    void events(StreamProducer producer);

    /**
     * Opens the event stream of an id that the client chose, or joins it if the same caller has opened it before: a
     * client that was cut off asks again with its id and gets what it has missed. The work of such a stream goes on for
     * a short while after its last client has left.
     *
     * @param id 1 to 256 letters, digits, hyphens and underscores; anything else opens a stream without id
     * @return the stream to feed; empty if it is fed already, or belongs to someone else and the client has been told
     *     so: the handler has nothing left to do
     */
    default Optional<EventStream> events(String id) {
        return Optional.of(events());
    }

    /**
     * Runs a blocking producer of events on this thread as {@link #events(StreamProducer)} does, unless the stream of
     * this id is fed already; see {@link #events(String)}.
     */
    default void events(String id, StreamProducer producer) {
        events(producer);
    }
}
