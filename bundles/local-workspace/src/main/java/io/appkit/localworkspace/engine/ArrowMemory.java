package io.appkit.localworkspace.engine;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Arrow's memory, had from its first use on: only then its native library is loaded. */
final class ArrowMemory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ArrowMemory.class);

    private @Nullable BufferAllocator allocator;

    synchronized BufferAllocator allocator() {
        if (allocator == null) {
            allocator = new RootAllocator();
        }
        return allocator;
    }

    @Override
    public synchronized void close() {
        if (allocator == null) {
            return;
        }
        try {
            allocator.close();
        } catch (IllegalStateException e) {
            LOG.warn("The local warehouse did not give back all of Arrow's memory", e);
        }
        allocator = null;
    }
}
