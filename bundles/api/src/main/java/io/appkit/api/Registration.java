package io.appkit.api;

/** Something registered that can be taken back. */
@FunctionalInterface
public interface Registration extends AutoCloseable {

    /** Takes it back; later calls do nothing. */
    @Override
    void close();
}
