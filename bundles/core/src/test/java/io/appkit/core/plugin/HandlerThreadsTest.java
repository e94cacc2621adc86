package io.appkit.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HandlerThreadsTest {

    private static final int LENT = 16;

    private final HandlerThreads threads = new HandlerThreads("demo");
    private final List<Thread> callers = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        threads.close();
        for (Thread caller : callers) {
            caller.join();
        }
    }

    @Test
    void aHandlerRunsOnTheThreadThatBringsIt() {
        Thread[] ran = new Thread[1];
        assertThat(threads.runHere(() -> ran[0] = Thread.currentThread())).isTrue();
        assertThat(ran[0]).isEqualTo(Thread.currentThread());
    }

    @Test
    void slowHandlersTakeOnlySoManyThreadsOfOthers() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(LENT);
        for (int i = 0; i < LENT; i++) {
            caller(() -> threads.runHere(() -> block(running)));
        }
        running.await();
        assertThat(threads.runHere(() -> {})).isFalse();

        CountDownLatch ran = new CountDownLatch(1);
        threads.execute(ran::countDown);
        assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theEndInterruptsHandlersAndNotTheOwnersOfTheirThreads() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        AtomicBoolean ownerInterrupted = new AtomicBoolean(true);
        caller(() -> {
            threads.runHere(() -> block(running));
            ownerInterrupted.set(Thread.currentThread().isInterrupted());
        });
        running.await();
        threads.close();
        callers.get(0).join();
        assertThat(ownerInterrupted).isFalse();
    }

    private void caller(Runnable action) {
        Thread caller = new Thread(action);
        callers.add(caller);
        caller.start();
    }

    /** Until it is interrupted. */
    private static void block(CountDownLatch running) {
        running.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
