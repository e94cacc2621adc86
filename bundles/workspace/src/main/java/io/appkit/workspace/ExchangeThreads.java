package io.appkit.workspace;

import io.appkit.api.Registration;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads behind all calls of this bundle, and their HTTP client. On Java 17 a client has no close: it ends its
 * selector thread when nothing refers to it any more.
 */
final class ExchangeThreads implements Timer, AutoCloseable {

    private static final int CALLBACK_THREADS = 8;

    private final ThreadPoolExecutor callbacks;
    private final ThreadPoolExecutor tokens;
    private final ScheduledThreadPoolExecutor timer;
    private final HttpClient http;
    private final UploadConnections uploads = new UploadConnections();
    private final Set<Registration> open = ConcurrentHashMap.newKeySet();

    ExchangeThreads() {
        callbacks = pool("http", CALLBACK_THREADS);
        // One thread: a refresh is one exchange, however many calls wait for it.
        tokens = pool("token", 1);
        timer = new ScheduledThreadPoolExecutor(1, threads("timer"));
        timer.setRemoveOnCancelPolicy(true);
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(10))
                .executor(callbacks)
                .build();
    }

    HttpClient http() {
        return http;
    }

    UploadConnections uploads() {
        return uploads;
    }

    /** Calls and transfers under way. */
    Set<Registration> open() {
        return open;
    }

    ExecutorService tokens() {
        return tokens;
    }

    @Override
    public Registration after(Duration delay, Runnable action) {
        Future<?> task = timer.schedule(
                () -> {
                    try {
                        callbacks.execute(action);
                    } catch (RejectedExecutionException e) {
                        action.run();
                    }
                },
                delay.toNanos(),
                TimeUnit.NANOSECONDS);
        return () -> task.cancel(false);
    }

    @Override
    public void close() {
        open.forEach(Registration::close);
        uploads.close();
        timer.shutdownNow();
        tokens.shutdownNow();
        callbacks.shutdown();
    }

    private static ThreadPoolExecutor pool(String name, int size) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(size, size, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "appkit-workspace-" + name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
