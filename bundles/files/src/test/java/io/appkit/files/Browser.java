package io.appkit.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.appkit.api.Caller;
import io.appkit.api.Credential;
import io.appkit.api.Exchange;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.CancellationSource;
import io.appkit.api.stream.ByteAnswer;
import io.appkit.api.stream.EventStream;
import io.appkit.api.stream.StreamProducer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/** One request of a page, and what it is answered. */
final class Browser implements Exchange, ByteAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();

    String method = "GET";
    String volume = "";
    Caller caller = user("ines");
    final Map<String, List<String>> queries = new HashMap<>();
    final Map<String, String> sent = new HashMap<>();
    Map<String, Object> json = Map.of();
    Flow.Publisher<ByteBuffer> content = ScriptedBody.of(List.of());
    final CancellationSource gone = new CancellationSource();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private CompletableFuture<Void> taken = CompletableFuture.completedFuture(null);
    volatile int status;
    volatile Map<String, String> headers = Map.of();

    static Caller user(String id) {
        return new Caller(id, Optional.empty(), Optional.empty(), Optional.of((Credential) () -> "fp"));
    }

    static Caller withoutToken(String id) {
        return new Caller(id, Optional.empty(), Optional.empty(), Optional.empty());
    }

    Browser query(String name, String value) {
        queries.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
        return this;
    }

    Browser header(String name, String value) {
        sent.put(name, value);
        return this;
    }

    Browser as(Caller who) {
        caller = who;
        return this;
    }

    Browser method(String name) {
        method = name;
        return this;
    }

    /** The client takes nothing until told to. */
    void stall() {
        taken = new CompletableFuture<>();
    }

    void readOn() {
        taken.complete(null);
    }

    /** How it has ended: "finished" or "broken". */
    String end() throws Exception {
        return end.get(20, TimeUnit.SECONDS);
    }

    /** Returns when the beginning of the answer has come. */
    Browser awaitBegin() throws Exception {
        begun.get(20, TimeUnit.SECONDS);
        return this;
    }

    boolean ended() {
        return end.isDone();
    }

    synchronized byte[] bytes() {
        return body.toByteArray();
    }

    String text() throws Exception {
        end();
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    JsonNode answer() throws Exception {
        return JSON.readTree(text());
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path(String name) {
        return volume;
    }

    @Override
    public Optional<String> query(String name) {
        return queries.getOrDefault(name, List.of()).stream().findFirst();
    }

    @Override
    public Map<String, List<String>> queries() {
        return queries;
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(sent.get(name));
    }

    @Override
    public Map<String, Object> body() {
        return json;
    }

    @Override
    public Flow.Publisher<ByteBuffer> content() {
        return content;
    }

    @Override
    public void json(int code, Object value) {
        try {
            begin(code, Map.of("Content-Type", "application/json; charset=utf-8"));
            body.writeBytes(JSON.writeValueAsBytes(value));
            finish();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void bytes(int code, String contentType, byte[] bytes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ByteAnswer answerLater() {
        return this;
    }

    @Override
    public EventStream events() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void events(StreamProducer producer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void begin(int code, Map<String, String> fields) {
        status = code;
        headers = fields;
    }

    @Override
    public CompletionStage<Void> send(List<ByteBuffer> piece) {
        synchronized (this) {
            for (ByteBuffer buffer : piece) {
                byte[] part = new byte[buffer.remaining()];
                buffer.get(part);
                body.writeBytes(part);
            }
        }
        begun.complete(null);
        return taken;
    }

    @Override
    public void finish() {
        end.complete("finished");
    }

    @Override
    public void fail(Throwable error) {
        end.complete("broken");
    }

    @Override
    public Cancellation cancellation() {
        return gone;
    }
}
