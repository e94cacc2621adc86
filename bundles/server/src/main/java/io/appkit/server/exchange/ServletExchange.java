package io.appkit.server.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.appkit.api.AppKitException;
import io.appkit.api.Caller;
import io.appkit.api.ErrorKind;
import io.appkit.api.Exchange;
import io.appkit.api.platform.EventStreams;
import io.appkit.api.platform.Lease;
import io.appkit.api.stream.EventStream;
import io.appkit.api.stream.StreamProducer;
import io.appkit.server.Answers;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request and its answer, on top of an asynchronous servlet request. */
public final class ServletExchange implements Exchange {

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final AsyncContext async;
    private final Caller caller;
    private final Map<String, String> parameters;
    private final ObjectMapper json;
    private final long bodyLimit;
    private final EventStreams streams;
    private final Lease lease;
    private @Nullable Map<String, Object> body;
    private @Nullable EventStream stream;
    private boolean answered;

    /**
     * Creates it.
     *
     * @param parameters path parameters, decoded
     * @param json writes values; belongs to the plugin's mount
     * @param bodyLimit most bytes of a JSON body
     * @param lease of the plugin; a stream takes it over
     */
    public ServletExchange(
            HttpServletRequest request,
            HttpServletResponse response,
            AsyncContext async,
            Caller caller,
            Map<String, String> parameters,
            ObjectMapper json,
            long bodyLimit,
            EventStreams streams,
            Lease lease) {
        this.request = request;
        this.response = response;
        this.async = async;
        this.caller = caller;
        this.parameters = parameters;
        this.json = json;
        this.bodyLimit = bodyLimit;
        this.streams = streams;
        this.lease = lease;
    }

    /** Whether the handler has opened an event stream, which now owns lease and exchange. */
    public boolean streams() {
        return stream != null;
    }

    /** The handler threw after it had opened a stream. */
    public void failStream(Throwable error) {
        EventStream open = stream;
        if (open != null) {
            open.fail(error);
        }
    }

    /** The handler has returned: the answer is whole, or a stream is open, or something is missing. */
    public void handlerReturned() {
        if (stream != null) {
            return;
        } else if (!answered) {
            throw new IllegalStateException("the handler returned without an answer");
        }
        async.complete();
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no parameter '" + name + "'");
        }
        return value;
    }

    @Override
    public Optional<String> query(String name) {
        return Optional.ofNullable(request.getParameter(name));
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    @Override
    public Map<String, Object> body() {
        Map<String, Object> read = body;
        if (read == null) {
            read = JsonBody.read(request, bodyLimit);
            body = read;
        }
        return read;
    }

    @Override
    public void json(int status, Object value) {
        byte[] bytes;
        try {
            bytes = json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new AppKitException(
                    ErrorKind.SERVER, ErrorKind.SERVER.status(), "the answer is no JSON", "Server error", null, e);
        }
        response.setHeader("Cache-Control", "no-store");
        bytes(status, "application/json; charset=utf-8", bytes);
    }

    @Override
    public void bytes(int status, String contentType, byte[] bytes) {
        if (answered || stream != null) {
            throw new IllegalStateException("the request is answered already");
        }
        answered = true;
        try {
            Answers.bytes(request, response, status, contentType, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public EventStream events() {
        if (answered || stream != null) {
            throw new IllegalStateException("the request is answered already");
        }
        try {
            ServletStreamConnection connection = ServletStreamConnection.open(response, async);
            EventStream opened = streams.open(lease, caller, connection);
            stream = opened;
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void events(StreamProducer producer) {
        GuardedStream.run(producer, events());
    }
}
