package io.appkit.workspace;

import io.appkit.api.Registration;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.client.HttpClient;

/** The threads behind all calls of this bundle, and their connections. */
final class ExchangeThreads implements Timer, AutoCloseable {

    private final Executor callbacks;
    private final ThreadPoolExecutor tokens;
    private final ScheduledThreadPoolExecutor timer;
    private final Connections connections;
    private final Set<Registration> open = ConcurrentHashMap.newKeySet();

    ExchangeThreads() {
        connections = new Connections();
        callbacks = connections.threads();
        // One thread: a refresh is one exchange, however many calls wait for it.
        tokens = new ThreadPoolExecutor(1, 1, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads("token"));
        tokens.allowCoreThreadTimeOut(true);
        timer = new ScheduledThreadPoolExecutor(1, threads("timer"));
        timer.setRemoveOnCancelPolicy(true);
    }

    HttpClient http() {
        return connections.http();
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
        timer.shutdownNow();
        tokens.shutdownNow();
        connections.close();
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
