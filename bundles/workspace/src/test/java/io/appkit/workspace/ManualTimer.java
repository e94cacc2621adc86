package io.appkit.workspace;

import io.appkit.api.Registration;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes when the test says so. */
final class ManualTimer implements Timer {

    record Wait(Duration delay, Runnable action) {}

    private final BlockingQueue<Wait> waits = new LinkedBlockingQueue<>();

    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanos() {
        return nanos.get();
    }

    /** Lets time pass, without running anything. */
    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public Registration after(Duration delay, Runnable action) {
        waits.add(new Wait(delay, action));
        return () -> {};
    }

    /** The next wait that someone asks for. */
    Wait next() throws InterruptedException {
        Wait wait = waits.poll(10, TimeUnit.SECONDS);
        if (wait == null) {
            throw new AssertionError("nobody waits");
        }
        return wait;
    }
}
