package io.appkit.core.plugin;

import io.appkit.core.DaemonThreads;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs the handlers of one plugin: virtual threads where the JVM has them, else a pool; never more than the limit at once. */
final class HandlerThreads implements Executor, AutoCloseable {

    private static final int LIMIT = 256;

    /** The bound; the pool itself has none, since a thread goes idle a moment after its task has ended. */
    private final Semaphore running = new Semaphore(LIMIT);

    private final ExecutorService threads;

    HandlerThreads(String plugin) {
        threads = VirtualThreads.available()
                ? VirtualThreads.perTask("appkit-" + plugin + "-")
                : new ThreadPoolExecutor(
                        0,
                        Integer.MAX_VALUE,
                        30,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        DaemonThreads.named("appkit-" + plugin));
    }

    @Override
    public void execute(Runnable task) {
        if (!running.tryAcquire()) {
            throw new RejectedExecutionException("more than " + LIMIT + " handlers are running");
        }
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    running.release();
                }
            });
        } catch (RejectedExecutionException e) {
            running.release();
            throw e;
        }
    }

    /** Interrupts what still runs. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
