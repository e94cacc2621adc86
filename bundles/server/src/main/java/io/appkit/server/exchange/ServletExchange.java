package io.appkit.server.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.appkit.api.AppKitException;
import io.appkit.api.Caller;
import io.appkit.api.ErrorKind;
import io.appkit.api.Exchange;
import io.appkit.api.platform.EventStreams;
import io.appkit.api.platform.Lease;
import io.appkit.api.stream.ByteAnswer;
import io.appkit.api.stream.EventStream;
import io.appkit.api.stream.StreamProducer;
import io.appkit.api.telemetry.Span;
import io.appkit.server.Answers;
import io.appkit.server.AsyncAnswer;
import io.appkit.server.UnreadBody;
import io.appkit.server.http.RequestSpan;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request and its answer, on top of an asynchronous servlet request. */
public final class ServletExchange implements Exchange {

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Reply reply;
    private final Caller caller;
    private final Map<String, String> parameters;
    private final ObjectMapper json;
    private final long bodyLimit;
    private final EventStreams streams;
    private final Lease lease;
    private final Consumer<Throwable> errorAnswer;
    private @Nullable Map<String, Object> body;
    private @Nullable EventStream stream;
    private @Nullable ServletStreamConnection connection;
    private @Nullable ServletByteAnswer later;
    private @Nullable Map<String, List<String>> queries;
    private AsyncAnswer.@Nullable Writing unsent;
    private boolean answered;

    /**
     * Creates it.
     *
     * @param parameters path parameters, decoded
     * @param json writes values; belongs to the plugin's mount
     * @param bodyLimit most bytes of a JSON body
     * @param lease of the plugin; a stream takes it over
     * @param errorAnswer answers an error and ends the exchange
     */
    public ServletExchange(
            HttpServletRequest request,
            HttpServletResponse response,
            Reply reply,
            Caller caller,
            Map<String, String> parameters,
            ObjectMapper json,
            long bodyLimit,
            EventStreams streams,
            Lease lease,
            Consumer<Throwable> errorAnswer) {
        this.request = request;
        this.response = response;
        this.reply = reply;
        this.caller = caller;
        this.parameters = parameters;
        this.json = json;
        this.bodyLimit = bodyLimit;
        this.streams = streams;
        this.lease = lease;
        this.errorAnswer = errorAnswer;
    }

    /** Whether the handler has opened a stream or a later answer, which now owns lease and exchange. */
    public boolean streams() {
        return connection != null || later != null;
    }

    /** The handler threw after it had opened a stream. */
    public void failStream(Throwable error) {
        EventStream open = stream;
        if (open != null) {
            open.fail(error);
        }
        ByteAnswer answer = later;
        if (answer != null) {
            answer.fail(error);
        }
        leaveThread();
    }

    /** The handler has returned: the answer is whole, or a stream is open, or something is missing. */
    public void handlerReturned() {
        if (streams()) {
            leaveThread();
            return;
        } else if (!answered) {
            throw new IllegalStateException("the handler returned without an answer");
        }
        AsyncAnswer.Writing last = unsent;
        if (last == null) {
            reply.end();
        } else {
            reply.answer(last);
        }
    }

    private void leaveThread() {
        ServletStreamConnection open = connection;
        if (open != null) {
            open.leaveThread();
        }
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
        List<String> values = queries().get(name);
        return values == null ? Optional.empty() : Optional.of(values.get(0));
    }

    @Override
    public Map<String, List<String>> queries() {
        Map<String, List<String>> parsed = queries;
        if (parsed == null) {
            parsed = QueryString.parse(request.getQueryString());
            queries = parsed;
        }
        return parsed;
    }

    @Override
    public Flow.Publisher<ByteBuffer> content() {
        ServletByteAnswer answer = later;
        if (answer == null) {
            throw new IllegalStateException("the content is there for an answer that is given later");
        }
        return answer.content();
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
    public Span span() {
        return RequestSpan.of(request);
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
        if (answered || streams()) {
            throw new IllegalStateException("the request is answered already");
        }
        answered = true;
        AsyncAnswer.Writing answer = () -> Answers.bytes(request, response, status, contentType, bytes);
        if (UnreadBody.expected(request)) {
            unsent = answer;
            return;
        }
        try {
            answer.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ByteAnswer answerLater() {
        if (answered || streams()) {
            throw new IllegalStateException("the request is answered already");
        }
        ServletByteAnswer opened = ServletByteAnswer.open(request, response, reply.detach(), lease, errorAnswer);
        later = opened;
        return opened;
    }

    @Override
    public EventStream events() {
        EventStream opened = streams.open(lease, caller, connection());
        stream = opened;
        return opened;
    }

    @Override
    public void events(StreamProducer producer) {
        EventStream opened = events();
        leaveThread();
        GuardedStream.run(producer, opened);
    }

    @Override
    public Optional<EventStream> events(String id) {
        Optional<EventStream> opened = streams.open(lease, caller, connection(), id, header("Last-Event-ID"));
        opened.ifPresent(fed -> stream = fed);
        return opened;
    }

    @Override
    public void events(String id, StreamProducer producer) {
        Optional<EventStream> opened = events(id);
        leaveThread();
        opened.ifPresent(fed -> GuardedStream.run(producer, fed));
    }

    private ServletStreamConnection connection() {
        if (answered || streams()) {
            throw new IllegalStateException("the request is answered already");
        }
        try {
            ServletStreamConnection opened = ServletStreamConnection.open(request, response, reply);
            connection = opened;
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
