package io.appkit.workspace;

import io.appkit.api.Registration;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Flow.Publisher;

/** The body is passed on while it arrives; that of an error is a short one. */
record StreamedReply(Timer timer, Set<Registration> open) implements Reply<StreamedReply.Body, Download> {

    private static final Set<Integer> WANTED = Set.of(200, 206, 416);
    private static final int LONGEST_ERROR = 64 << 10;

    /** Either is there, by the answer's status. */
    sealed interface Body {}

    record Stream(Publisher<List<ByteBuffer>> pieces) implements Body {}

    record Text(String value) implements Body {}

    @Override
    public BodyHandler<Body> handler() {
        return answer -> wanted(answer.statusCode())
                ? BodySubscribers.mapping(BodySubscribers.ofPublisher(), Stream::new)
                : BodySubscribers.mapping(
                        BoundedBody.of(LONGEST_ERROR).apply(answer),
                        bytes -> new Text(new String(bytes, StandardCharsets.UTF_8)));
    }

    @Override
    public boolean wanted(int status) {
        return WANTED.contains(status);
    }

    @Override
    public Download read(HttpResponse<Body> answer) {
        if (answer.body() instanceof Stream stream) {
            return new Download(
                    answer.statusCode(), firstValues(answer.headers()), StreamedBody.of(stream.pieces(), timer, open));
        }
        throw new IllegalStateException("an error's body is no download");
    }

    @Override
    public String text(Body body) {
        return body instanceof Text text ? text.value() : "";
    }

    @Override
    public void drop(Download result) {
        if (result.body() instanceof StreamedBody body) {
            body.close();
        }
    }

    static Map<String, String> firstValues(HttpHeaders headers) {
        Map<String, String> first = new HashMap<>();
        headers.map().forEach((name, values) -> first.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return Map.copyOf(first);
    }
}
