package io.appkit.api.platform;

/** The right to use one {@link Mount}: as long as it is open, that version of the plugin is not stopped. */
public interface Lease extends AutoCloseable {

    /** What is leased. */
    Mount mount();

    /** Gives the lease back; later calls do nothing. */
    @Override
    void close();
}
