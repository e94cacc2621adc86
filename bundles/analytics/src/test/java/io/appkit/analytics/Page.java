package io.appkit.analytics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.appkit.api.Caller;
import io.appkit.api.Exchange;
import io.appkit.api.platform.Lease;
import io.appkit.api.platform.Mount;
import io.appkit.api.platform.Route;
import io.appkit.api.platform.StreamConnection;
import io.appkit.api.stream.ByteAnswer;
import io.appkit.api.stream.EventStream;
import io.appkit.api.stream.StreamProducer;
import io.appkit.api.telemetry.Span;
import io.appkit.core.stream.StreamRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/** A page that asks for one query, and what it is answered. */
final class Page implements Exchange, StreamConnection {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StreamRegistry streams;
    private final Caller caller;
    private final String key;
    private final Map<String, Object> body;
    private final Map<String, String> headers;
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<Runnable> onClose = new ArrayList<>();
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    final RecordedAnswer later = new RecordedAnswer();
    int status;
    Object answer;

    Page(StreamRegistry streams, Caller caller, String key, Map<String, Object> body, Map<String, String> headers) {
        this.streams = streams;
        this.caller = caller;
        this.key = key;
        this.body = body;
        this.headers = headers;
    }

    /** All messages, once the stream has ended. */
    List<String> messages() throws Exception {
        finished.get(10, TimeUnit.SECONDS);
        return messages;
    }

    List<String> messagesSoFar() {
        return List.copyOf(messages);
    }

    String last() throws Exception {
        List<String> all = messages();
        return all.get(all.size() - 1);
    }

    void leave() {
        onClose.forEach(Runnable::run);
    }

    @Override
    public Span span() {
        return Span.NONE;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path(String name) {
        return key;
    }

    @Override
    public Map<String, List<String>> queries() {
        return Map.of();
    }

    @Override
    public Flow.Publisher<ByteBuffer> content() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> query(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public Map<String, Object> body() {
        return body;
    }

    @Override
    public void json(int code, Object value) {
        status = code;
        answer = value;
    }

    @Override
    public void bytes(int code, String contentType, byte[] content) {
        throw new AssertionError("no bytes are expected");
    }

    @Override
    public ByteAnswer answerLater() {
        return later;
    }

    @Override
    public EventStream events() {
        Mount mount = new TestMount();
        return streams.open(
                new Lease() {
                    @Override
                    public Mount mount() {
                        return mount;
                    }

                    @Override
                    public void close() {}
                },
                caller,
                this);
    }

    @Override
    public void events(StreamProducer producer) {
        throw new AssertionError("the route must not keep its thread");
    }

    @Override
    public boolean send(byte[]... frame) {
        StringBuilder text = new StringBuilder();
        for (byte[] part : frame) {
            text.append(new String(part, StandardCharsets.UTF_8));
        }
        int data = text.indexOf("data: ");
        if (data >= 0) {
            messages.add(text.substring(data + 6).strip());
        }
        return true;
    }

    @Override
    public void finish(byte[]... last) {
        send(last);
        finished.complete(null);
        leave();
    }

    @Override
    public void onClose(Runnable action) {
        onClose.add(action);
    }

    static Map<String, Object> body(String json) {
        try {
            @SuppressWarnings("unchecked")
            Map<String, Object> body = JSON.readValue(json, Map.class);
            return body;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class TestMount implements Mount {
        @Override
        public String plugin() {
            return "analytics";
        }

        @Override
        public String prefix() {
            return "/api/analytics";
        }

        @Override
        public List<Route> routes() {
            return List.of();
        }

        @Override
        public Map<String, ?> clientConfig() {
            return Map.of();
        }

        @Override
        public Executor executor() {
            return Runnable::run;
        }
    }
}
