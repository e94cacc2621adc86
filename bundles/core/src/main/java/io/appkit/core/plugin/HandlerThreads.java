package io.appkit.core.plugin;

import io.appkit.core.DaemonThreads;
import java.util.HashSet;
import java.util.Set;
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

    /** Of the HTTP server's 200 threads, so that slow handlers of all plugins together leave it enough. */
    private static final int LENT = 16;

    /** The bound; the pool itself has none, since a thread goes idle a moment after its task has ended. */
    private final Semaphore running = new Semaphore(LIMIT);

    private final ExecutorService threads;
    private final Semaphore lent = new Semaphore(LENT);

    /** Threads of others that run a handler now. */
    private final Set<Thread> borrowed = new HashSet<>();

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

    /** Runs a task on this thread; false if too many tasks run on lent threads, or at all. */
    boolean runHere(Runnable task) {
        if (!lent.tryAcquire()) {
            return false;
        }
        boolean mayRun = running.tryAcquire();
        try {
            if (mayRun) {
                runBorrowed(task);
            }
            return mayRun;
        } finally {
            if (mayRun) {
                running.release();
            }
            lent.release();
        }
    }

    private void runBorrowed(Runnable task) {
        Thread here = Thread.currentThread();
        synchronized (borrowed) {
            borrowed.add(here);
        }
        try {
            task.run();
        } finally {
            synchronized (borrowed) {
                borrowed.remove(here);
            }
            // The interrupt was for the handler, not for the thread's owner.
            Thread.interrupted();
        }
    }

    /** Interrupts what still runs. */
    @Override
    public void close() {
        threads.shutdownNow();
        synchronized (borrowed) {
            borrowed.forEach(Thread::interrupt);
        }
    }
}
