package io.appkit.core.plugin;

import io.appkit.api.platform.Lease;
import io.appkit.api.platform.Mount;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts who uses one plugin version. */
final class Leases {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition returned = lock.newCondition();
    private int open;
    private boolean closed;

    /** A lease, unless the version is leaving. */
    Optional<Lease> acquire(Mount mount) {
        lock.lock();
        try {
            if (closed) {
                return Optional.empty();
            }
            open++;
            return Optional.of(new Counted(mount));
        } finally {
            lock.unlock();
        }
    }

    /** Hands out no further leases. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all leases have come back; false if they have not in time. */
    boolean awaitReturn(Duration time) {
        long nanos = time.toNanos();
        lock.lock();
        try {
            while (open > 0) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = returned.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack() {
        lock.lock();
        try {
            open--;
            returned.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private final class Counted implements Lease {

        private final Mount mount;
        private final AtomicBoolean given = new AtomicBoolean();

        Counted(Mount mount) {
            this.mount = mount;
        }

        @Override
        public Mount mount() {
            return mount;
        }

        @Override
        public void close() {
            if (given.compareAndSet(false, true)) {
                giveBack();
            }
        }
    }
}
