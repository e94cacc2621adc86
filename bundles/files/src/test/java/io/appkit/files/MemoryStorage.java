package io.appkit.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.execution.Cancellation;
import io.appkit.workspace.UpstreamException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The storage behind the Files API, which takes files in parts; and what can go wrong with it. */
final class MemoryStorage {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LINK = "https://storage.example/secret-link/";
    static final String TOKEN = "secret-token";

    /**
     * What happens to an attempt instead of success.
     *
     * @param status of the answer; 0 for a broken connection
     * @param after so many bytes of the part; the answer does not wait for more
     * @param etag whether it is there, of success
     */
    record Fault(int status, int after, boolean etag) {
        static Fault status(int status) {
            return new Fault(status, 0, true);
        }

        static Fault cut(int after) {
            return new Fault(0, after, true);
        }
    }

    /** Parts of the open sessions, by token. */
    final Map<String, Map<Integer, byte[]>> sessions = new ConcurrentHashMap<>();

    final Map<Integer, Queue<Fault>> faults = new ConcurrentHashMap<>();
    /** What all attempts for a part fail with. */
    final Map<Integer, Fault> outages = new ConcurrentHashMap<>();
    /** Attempts whose bytes are all there, and that wait for their answer. */
    final List<Part> unanswered = new CopyOnWriteArrayList<>();
    /** Attempts so far. */
    final List<Integer> attempts = new CopyOnWriteArrayList<>();

    final List<Part> all = new CopyOnWriteArrayList<>();
    final AtomicInteger open = new AtomicInteger();
    final AtomicLong released = new AtomicLong();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<String, byte[]> files;
    volatile boolean answers = true;
    /** Whether pieces are let go of when they come. */
    volatile boolean takes = true;

    volatile String initiated = "multipart_upload";
    volatile boolean completes = true;
    volatile int lostAnswers;

    MemoryStorage(Map<String, byte[]> files) {
        this.files = files;
    }

    MemoryStorage fault(int part, Fault... all) {
        faults.computeIfAbsent(part, any -> new ConcurrentLinkedQueue<>()).addAll(List.of(all));
        return this;
    }

    /** A call of the Files API. */
    CompletionStage<byte[]> call(String path, Object body) {
        JsonNode request = body == null ? JSON.createObjectNode() : JSON.valueToTree(body);
        if (path.contains("initiate-upload")) {
            boolean there = path.endsWith("overwrite=false") && files.containsKey(plain(path));
            return there ? failed(409) : json(Map.of(initiated, Map.of("session_token", begin())));
        } else if (path.contains("complete-upload")) {
            return complete(path, request.path("parts"));
        }
        String token = request.path("session_token").asText();
        if (!sessions.containsKey(token)) {
            return failed(404);
        }
        String url = LINK + token + "/" + request.path("start_part_number").asInt() + "/" + numbers.incrementAndGet();
        Map<String, Object> link =
                Map.of("url", url, "headers", List.of(Map.of("name", "x-signed", "value", "1")), "part_number", 1);
        return path.endsWith("create-abort-upload-url")
                ? json(Map.of("abort_upload_url", link))
                : json(Map.of("upload_part_urls", List.of(link)));
    }

    private String begin() {
        String token = TOKEN + "+/=" + numbers.incrementAndGet();
        sessions.put(token, new TreeMap<>());
        return token;
    }

    private CompletionStage<byte[]> complete(String path, JsonNode parts) {
        String token = URLDecoder.decode(path.substring(path.indexOf("session_token=") + 14), StandardCharsets.UTF_8);
        Map<Integer, byte[]> session = sessions.get(token);
        if (session == null) {
            return failed(404);
        }
        if (completes) {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            for (JsonNode part : parts) {
                int number = part.path("part_number").asInt();
                if (!part.path("etag").asText().equals("\"etag-" + number + "\"")) {
                    return failed(400);
                }
                file.writeBytes(session.get(number));
            }
            files.put(plain(path), file.toByteArray());
            sessions.remove(token);
        }
        if (lostAnswers > 0) {
            lostAnswers--;
            completes = true;
            return failed(0);
        }
        return json(Map.of());
    }

    /** A part that comes to a link. */
    CompletionStage<Map<String, String>> put(
            String link, long length, Flow.Publisher<ByteBuffer> body, Cancellation wanted) {
        String[] path = link.substring(LINK.length()).split("/(?=\\d+/\\d+$)|/(?=\\d+$)");
        int number = Integer.parseInt(path[1]);
        attempts.add(number);
        Queue<Fault> planned = faults.get(number);
        Fault fault = planned == null ? null : planned.poll();
        Part part = new Part(path[0], number, length, fault == null ? outages.get(number) : fault);
        wanted.onCancel(() -> part.fail(new AppKitException(ErrorKind.ABORTED, "aborted", "aborted")));
        open.incrementAndGet();
        part.result.whenComplete((headers, error) -> open.decrementAndGet());
        all.add(part);
        if (!part.begin()) {
            body.subscribe(part);
        }
        return part.result;
    }

    /** A session that is dropped. */
    CompletionStage<Void> delete(String link) {
        sessions.remove(link.substring(LINK.length()).split("/(?=\\d+/\\d+$)")[0]);
        return CompletableFuture.completedStage(null);
    }

    private static String plain(String path) {
        return URI.create(path).getPath().replaceFirst("^/api/2.0/fs/files", "");
    }

    private static CompletionStage<byte[]> json(Object value) {
        return CompletableFuture.completedStage(
                JSON.valueToTree(value).toString().getBytes(StandardCharsets.UTF_8));
    }

    private static <T> CompletionStage<T> failed(int status) {
        return CompletableFuture.failedFuture(refused(status));
    }

    private static UpstreamException refused(int status) {
        return new UpstreamException(status, "storage", null, Duration.ZERO, null);
    }

    /** One attempt to send a part. */
    final class Part implements Flow.Subscriber<ByteBuffer> {

        final int number;
        private final String token;
        private final long length;
        private final Fault fault;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<Map<String, String>> result = new CompletableFuture<>();
        private final Queue<Integer> inHands = new ConcurrentLinkedQueue<>();
        private Flow.Subscription subscription;

        Part(String token, int number, long length, Fault fault) {
            this.token = token;
            this.number = number;
            this.length = length;
            this.fault = fault;
        }

        /** Whether it ends before the body is looked at. */
        private boolean begin() {
            if (fault != null && fault.etag && fault.after == 0) {
                fail(refused(fault.status));
            }
            return result.isDone();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(4);
        }

        @Override
        public void onNext(ByteBuffer piece) {
            byte[] part = new byte[piece.remaining()];
            piece.get(part);
            bytes.writeBytes(part);
            if (fault != null && fault.etag && bytes.size() >= fault.after) {
                fail(refused(fault.status));
            } else if (takes) {
                released.addAndGet(part.length);
                subscription.request(1);
            } else {
                inHands.add(part.length);
            }
        }

        /** Lets go of one piece. */
        void letGo() {
            Integer size = inHands.poll();
            if (size != null) {
                released.addAndGet(size);
                subscription.request(1);
            }
        }

        @Override
        public void onError(Throwable error) {
            result.completeExceptionally(error);
        }

        @Override
        public void onComplete() {
            if (bytes.size() != length) {
                fail(new AssertionError("a part of " + bytes.size() + " bytes and not " + length));
            } else if (answers) {
                answer();
            } else {
                unanswered.add(this);
            }
        }

        void answer() {
            Map<Integer, byte[]> session = sessions.get(token);
            if (session == null) {
                fail(refused(404));
                return;
            }
            synchronized (session) {
                session.put(number, bytes.toByteArray());
            }
            inHands.forEach(released::addAndGet);
            inHands.clear();
            boolean etag = fault == null || fault.etag;
            result.complete(etag ? Map.of("etag", "\"etag-" + number + "\"") : Map.of());
        }

        void fail(Throwable error) {
            result.completeExceptionally(error);
            if (subscription != null) {
                subscription.cancel();
            }
        }
    }
}
