package io.appkit.api;

/** Collects the Java services a plugin offers to others. */
public interface Exports {

    /**
     * Publishes an implementation. Consumers see a lasting OSGi service under {@code api} that stays registered while
     * plugins come and go; each call on it goes to the implementation current at that moment.
     *
     * <p>A method that returns {@code api} itself (a view, such as {@code asUser}) yields a lasting view as well, and so
     * does one that returns an interface marked as {@link LastingView}; that one is called at once, too, so that it can
     * refuse its arguments. Any other returned {@link AutoCloseable} or {@link java.util.concurrent.CompletionStage} holds the implementation until it
     * is closed or completed.
     *
     * @param api an interface from a bundle other than the plugin's own
     * @param implementation what answers the calls; safe for use by many threads
     */
    <T> void export(Class<T> api, T implementation);
}
