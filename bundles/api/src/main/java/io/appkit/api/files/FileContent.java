package io.appkit.api.files;

import java.io.InputStream;

/**
 * A file that is being read. To be closed; until then the plugin behind it is not replaced. A slow reader slows the
 * transfer down.
 */
public interface FileContent extends AutoCloseable {

    /** Size, type and age, as far as the answer tells. */
    FileMetadata metadata();

    /**
     * The bytes, for one thread. Reading throws an {@link io.appkit.api.AppKitException} when the transfer breaks; it never
     * ends early.
     *
     * @return the same at each call; closing it closes nothing but itself
     */
    InputStream stream();

    /** Ends what is still going on upstream. May be called again, and from any thread. */
    @Override
    void close();
}
