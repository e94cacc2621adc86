package io.appkit.core.execution;

import io.appkit.api.execution.CacheStore;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that keeps results in a map, and fails or hangs on request. */
final class MapStore implements CacheStore {

    /** How its calls go. */
    enum Mood {
        WORKS,
        FAILS,
        HANGS
    }

    final Map<String, Entry> entries = new ConcurrentHashMap<>();
    final List<String> trims = new CopyOnWriteArrayList<>();
    final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger interrupted = new AtomicInteger();
    volatile Mood mood = Mood.WORKS;

    /** Puts something there as another instance would. */
    void put(String key) {
        entries.put(key, new Entry(key, new byte[0], Instant.MAX));
    }

    private void call() throws IOException, InterruptedException {
        calls.incrementAndGet();
        if (mood == Mood.FAILS) {
            throw new IOException("the store is broken");
        } else if (mood == Mood.HANGS) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                throw e;
            }
        }
    }

    @Override
    public void check() throws Exception {
        call();
    }

    @Override
    public Optional<Entry> find(String key) throws Exception {
        call();
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public void put(Entry entry) throws Exception {
        call();
        entries.put(entry.key(), entry);
    }

    @Override
    public void remove(String key) throws Exception {
        call();
        entries.remove(key);
    }

    @Override
    public long clear(String prefix) throws Exception {
        call();
        long before = entries.size();
        entries.keySet().removeIf(key -> key.startsWith(prefix));
        return before - entries.size();
    }

    @Override
    public long trim(Instant now, long maxBytes) throws Exception {
        call();
        trims.add(now + " " + maxBytes);
        entries.values().removeIf(entry -> now.isAfter(entry.expires()));
        return 0;
    }
}
