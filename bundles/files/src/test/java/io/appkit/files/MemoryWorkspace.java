package io.appkit.files;

import io.appkit.api.AppKitException;
import io.appkit.api.Caller;
import io.appkit.api.ErrorKind;
import io.appkit.api.execution.Cancellation;
import io.appkit.workspace.Download;
import io.appkit.workspace.UpstreamException;
import io.appkit.workspace.Workspace;
import io.appkit.workspace.WorkspaceClient;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/** The Files API on a map. An upload becomes visible when its body has come to its end. */
final class MemoryWorkspace implements Workspace {

    static final String MODIFIED = "Sun, 22 Nov 2026 10:00:00 GMT";

    final Map<String, byte[]> files = new ConcurrentSkipListMap<>();
    final TreeSet<String> directories = new TreeSet<>();
    final List<String> calls = new CopyOnWriteArrayList<>();
    final Map<String, Deque<CompletionStage<?>>> scripted = new ConcurrentHashMap<>();
    final MemoryStorage storage = new MemoryStorage(files);
    volatile String modified = MODIFIED;
    boolean development;
    boolean rangesIgnored;
    boolean lengthsKnown = true;
    volatile Flow.Subscription upload;

    /** What a call answers in the place of what it would; the last one stays. */
    MemoryWorkspace answer(String call, CompletionStage<?> answer) {
        scripted.computeIfAbsent(call, any -> new ArrayDeque<>()).add(answer);
        return this;
    }

    MemoryWorkspace fail(String call, int status) {
        return answer(call, CompletableFuture.failedFuture(refused(status)));
    }

    /** A date in so many seconds. */
    static String httpDate(long seconds) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(seconds));
    }

    static UpstreamException refused(int status) {
        return new UpstreamException(status, "secret upstream text", "CODE", Duration.ZERO, null);
    }

    MemoryWorkspace file(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    @Override
    public String id() {
        return "1";
    }

    @Override
    public String warehouseId() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WorkspaceClient asApp() {
        return new Client("app");
    }

    @Override
    public WorkspaceClient asUser(Caller caller) {
        if (caller.credential().isPresent()) {
            return new Client(caller.id());
        } else if (development) {
            return asApp();
        }
        throw new AppKitException(ErrorKind.AUTHENTICATION, "no token", "Missing user token in request headers");
    }

    @Override
    public CompletionStage<Map<String, String>> upload(
            String link,
            Map<String, String> headers,
            long length,
            Flow.Publisher<ByteBuffer> body,
            Duration deadline,
            Cancellation cancellation) {
        return storage.put(link, length, body, cancellation);
    }

    @Override
    public CompletionStage<Void> delete(
            String link, Map<String, String> headers, Duration deadline, Cancellation cancellation) {
        calls.add("DELETE link");
        return storage.delete(link);
    }

    @Override
    public CompletionStage<Flow.Publisher<ByteBuffer>> download(
            String link, Map<String, String> headers, Duration patience, Cancellation cancellation) {
        throw new UnsupportedOperationException();
    }

    private final class Client implements WorkspaceClient {

        private final String identity;

        Client(String identity) {
            this.identity = identity;
        }

        @SuppressWarnings("unchecked")
        private <T> CompletionStage<T> scripted(String call) {
            calls.add(identity + " " + call);
            Deque<CompletionStage<?>> answers = scripted.get(call);
            if (answers == null) {
                return null;
            }
            return (CompletionStage<T>) (answers.size() > 1 ? answers.remove() : answers.element());
        }

        @Override
        public <T> CompletionStage<T> call(
                String method,
                String path,
                Object body,
                Class<T> answer,
                Duration deadline,
                Cancellation cancellation) {
            CompletionStage<T> scripted =
                    scripted(method + " " + path.replaceFirst("session_token=.*", "session_token"));
            if (scripted != null) {
                return scripted;
            }
            if (method.equals("POST")) {
                return storage.call(path, body).thenApply(answer::cast);
            }
            URI uri = URI.create(path);
            String plain = plain(uri.getRawPath());
            if (path.endsWith("/Me")) {
                return CompletableFuture.completedStage(
                        answer.cast("{\"id\":\"sp-1\"}".getBytes(StandardCharsets.UTF_8)));
            }
            boolean done =
                    switch (method + (path.contains("/fs/files") ? " file" : " directory")) {
                        case "DELETE file" -> files.remove(plain) != null;
                        case "DELETE directory" -> directories.remove(plain);
                        case "PUT directory" -> directories.add(plain) || directories.contains(plain);
                        default -> true;
                    };
            byte[] json = method.equals("GET") ? list(plain) : new byte[0];
            return done
                    ? CompletableFuture.completedStage(answer.cast(json))
                    : CompletableFuture.failedFuture(refused(404));
        }

        private byte[] list(String directory) {
            StringBuilder json = new StringBuilder("{\"contents\":[");
            files.forEach((path, bytes) -> {
                if (path.startsWith(directory + "/") && path.indexOf('/', directory.length() + 1) < 0) {
                    json.append(json.length() > 13 ? "," : "")
                            .append("{\"name\":\"")
                            .append(path.substring(directory.length() + 1))
                            .append("\",\"path\":\"")
                            .append(path)
                            .append("\",\"is_directory\":false,\"file_size\":")
                            .append(bytes.length)
                            .append(",\"last_modified\":1763800000000}");
                }
            });
            return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public CompletionStage<Map<String, String>> head(String path, Duration deadline, Cancellation cancellation) {
            CompletionStage<Map<String, String>> scripted = scripted("HEAD " + path);
            if (scripted != null) {
                return scripted;
            }
            String plain = plain(path);
            if (path.contains("/fs/directories")) {
                return directories.contains(plain)
                        ? CompletableFuture.completedStage(Map.of())
                        : CompletableFuture.failedFuture(refused(404));
            }
            byte[] bytes = files.get(plain);
            return bytes == null
                    ? CompletableFuture.failedFuture(refused(404))
                    : CompletableFuture.completedStage(headers(bytes.length));
        }

        private Map<String, String> headers(long length) {
            Map<String, String> headers =
                    new HashMap<>(Map.of("last-modified", modified, "content-type", "upstream/type"));
            if (lengthsKnown) {
                headers.put("content-length", String.valueOf(length));
            }
            return headers;
        }

        @Override
        public CompletionStage<Download> download(
                String path, Map<String, String> sent, Duration patience, Cancellation cancellation) {
            String range = sent.getOrDefault("Range", "");
            CompletionStage<Download> scripted = scripted(("GET " + path + " " + range).strip());
            if (scripted != null) {
                return scripted;
            }
            byte[] bytes = files.get(plain(path));
            if (bytes == null) {
                return CompletableFuture.failedFuture(refused(404));
            } else if (range.isEmpty() || rangesIgnored) {
                return CompletableFuture.completedStage(
                        new Download(200, headers(bytes.length), ScriptedBody.bytes(bytes, 1000)));
            }
            String[] ends = range.substring(6).split("-", -1);
            int first = ends[0].isEmpty()
                    ? Math.max(0, bytes.length - Integer.parseInt(ends[1]))
                    : Integer.parseInt(ends[0]);
            int last = ends[0].isEmpty() || ends[1].isEmpty()
                    ? bytes.length - 1
                    : Math.min(bytes.length - 1, Integer.parseInt(ends[1]));
            if (first >= bytes.length) {
                return CompletableFuture.completedStage(new Download(
                        416, Map.of("content-range", "bytes */" + bytes.length), ScriptedBody.of(List.of())));
            }
            Map<String, String> headers = headers(last - first + 1);
            headers.put("content-range", "bytes " + first + "-" + last + "/" + bytes.length);
            return CompletableFuture.completedStage(
                    new Download(206, headers, ScriptedBody.bytes(Arrays.copyOfRange(bytes, first, last + 1), 1000)));
        }

        @Override
        public CompletionStage<Void> upload(
                String path,
                OptionalLong length,
                Flow.Publisher<ByteBuffer> body,
                Duration deadline,
                Cancellation cancellation) {
            CompletionStage<Void> scripted = scripted("PUT " + path);
            if (scripted != null) {
                return scripted;
            }
            String plain = plain(URI.create(path).getRawPath());
            if (path.endsWith("overwrite=false") && files.containsKey(plain)) {
                return CompletableFuture.failedFuture(refused(409));
            }
            CompletableFuture<Void> result = new CompletableFuture<>();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            cancellation.onCancel(() -> {
                if (upload != null) {
                    upload.cancel();
                }
                result.completeExceptionally(new AppKitException(ErrorKind.ABORTED, "aborted", "aborted"));
            });
            body.subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    upload = subscription;
                    subscription.request(1);
                }

                @Override
                public void onNext(ByteBuffer piece) {
                    byte[] part = new byte[piece.remaining()];
                    piece.get(part);
                    bytes.writeBytes(part);
                    upload.request(1);
                }

                @Override
                public void onError(Throwable error) {
                    result.completeExceptionally(error);
                }

                @Override
                public void onComplete() {
                    files.put(plain, bytes.toByteArray());
                    result.complete(null);
                }
            });
            return result;
        }
    }

    private static String plain(String rawPath) {
        return URLDecoder.decode(rawPath.replaceFirst("^/api/2.0/fs/(files|directories)", ""), StandardCharsets.UTF_8);
    }
}
