package io.appkit.api.files;

import io.appkit.api.Caller;
import io.appkit.api.execution.Cancellation;
import java.time.Duration;
import java.util.List;

/**
 * The files in the volumes of the app: {@code files.asUser(caller).volume("uploads").list("2026")}. An OSGi service that stays
 * while the plugin is swapped; a call when no version of the plugin runs throws
 * {@link io.appkit.api.PluginUnavailableException}.
 *
 * <p>Calls are made as the app's service principal, or with {@link #asUser} as a caller; the volume's {@link FilePolicy} is
 * asked in either case.
 */
public interface Files {

    /**
     * The same on behalf of a caller: all volumes are reached with the caller's rights.
     *
     * @param caller who asks
     * @return a view for that caller
     */
    Files asUser(Caller caller);

    /**
     * The same with a deadline. Without one, reading calls have 30 s for each of three tries, a download 30 s to its first
     * byte, and writing calls 600 s.
     *
     * @param limit from the beginning of each call
     * @return a view with that deadline
     */
    Files within(Duration limit);

    /**
     * The same as long as it is wanted: what waits when {@code cancellation} happens ends with kind {@code ABORTED}.
     *
     * @param cancellation ends the calls, and the transfers they began
     * @return a view that ends with it
     */
    Files until(Cancellation cancellation);

    /** Keys of the volumes: those of the environment first, then those only configured. */
    List<String> volumes();

    /**
     * The files of a volume, on the terms of this view.
     *
     * @param key of the volume, as {@code uploads} for {@code DATABRICKS_VOLUME_UPLOADS}
     * @return may be kept, also while the plugin is swapped
     * @throws IllegalArgumentException if there is no such volume; the message names those that there are
     */
    FileVolume volume(String key);
}
