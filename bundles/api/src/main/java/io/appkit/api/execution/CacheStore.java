package io.appkit.api.execution;

import java.time.Instant;
import java.util.Optional;

/**
 * Keeps results beyond the life of the process, for all instances of an app. An OSGi service, taken when it appears and
 * let go when it leaves; of several, the one of the highest ranking. While there is one that works, results are kept in
 * it and not in memory (contract: execution, section 5.3).
 *
 * <p>Methods may block and may throw: the platform calls them on threads of its own, interrupts them at their deadline,
 * and lets the store rest for 30 s after a failure. Nobody's answer waits longer than that deadline.
 */
public interface CacheStore {

    /** A kept result. */
    final class Entry {

        private final String key;
        private final byte[] value;
        private final Instant expires;

        /**
         * Creates it.
         *
         * @param key the whole key; it begins with the app, so that apps can share a store
         * @param value the result's bytes, not to be changed afterwards
         * @param expires when it is no longer valid
         */
        public Entry(String key, byte[] value, Instant expires) {
            this.key = key;
            this.value = value;
            this.expires = expires;
        }

        /** The whole key. */
        public String key() {
            return key;
        }

        /** The result's bytes, not to be changed. */
        public byte[] value() {
            return value;
        }

        /** When it is no longer valid. */
        public Instant expires() {
            return expires;
        }
    }

    /**
     * Finds out whether the store works, and prepares it if need be. Called before anything else; deadline 10 s.
     *
     * @throws Exception if it does not work
     */
    void check() throws Exception;

    /**
     * The result of a key, expired or not; deadline 2 s. A store that looks up hashes may answer the entry of another
     * key: the platform compares.
     *
     * @throws Exception if that is not known
     */
    Optional<Entry> find(String key) throws Exception;

    /**
     * Keeps a result in the place of an earlier one of this key; deadline 2 s.
     *
     * @throws Exception if it is not kept
     */
    void put(Entry entry) throws Exception;

    /**
     * Forgets the result of a key, if there is one; deadline 2 s.
     *
     * @throws Exception if it may still be there
     */
    void remove(String key) throws Exception;

    /**
     * Forgets all results whose keys begin with {@code prefix}, taken literally; deadline 10 s.
     *
     * @return how many they were
     * @throws Exception if some may still be there
     */
    long clear(String prefix) throws Exception;

    /**
     * Forgets what has expired; then, while the results together have more than {@code maxBytes}, those used least
     * recently. Called every 5 minutes, and after some of the calls of {@link #put}; deadline 10 s.
     *
     * @return how many were forgotten
     * @throws Exception if that could not be done
     */
    long trim(Instant now, long maxBytes) throws Exception;
}
