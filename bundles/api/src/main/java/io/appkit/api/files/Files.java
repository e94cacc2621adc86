package io.appkit.api.files;

import io.appkit.api.Caller;
import io.appkit.api.execution.Cancellation;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * The files in the volumes of the app. An OSGi service that stays while the plugin is swapped; a call when no version of the
 * plugin runs throws {@link io.appkit.api.PluginUnavailableException}.
 *
 * <p>A volume is named by its key, as {@code uploads} for {@code DATABRICKS_VOLUME_UPLOADS}. A path is relative to the
 * volume's root ({@code reports/2026.csv}), or absolute and below it ({@code /Volumes/main/default/uploads/reports/2026.csv});
 * an empty path, or {@code /}, is the root itself.
 *
 * <p>Calls block until they are done. The thread may be interrupted: the call then ends with kind {@code ABORTED}. They are
 * made as the app's service principal, or with {@link #asUser} as a caller; the volume's {@link FilePolicy} is asked in
 * either case.
 *
 * <p><b>Errors</b> are {@link io.appkit.api.AppKitException}s: {@link PolicyDeniedException}, {@code AUTHENTICATION} (a
 * caller without credential), {@code CONNECTION}, {@code EXECUTION} (the workspace refused or failed; {@code status()} is its
 * status, 404 for what does not exist, 409 for what is there already), {@code TIMEOUT}, {@code ABORTED}. An unknown volume
 * and a path outside of the volume are an {@link IllegalArgumentException}, before any call.
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
     * What is in a directory, as the workspace lists it; at most {@code maxListEntries}. Cached for 60 s unless on behalf
     * of a caller.
     */
    List<FileEntry> list(String volume, String path);

    /**
     * A whole text file, decoded as UTF-8.
     *
     * @throws io.appkit.api.AppKitException with status 413 if it has more bytes than {@code maxReadSize}
     */
    String read(String volume, String path);

    /** Opens a file for reading. */
    FileContent download(String volume, String path);

    /** Whether there is a file or a directory. Cached as {@link #list} is. */
    boolean exists(String volume, String path);

    /** Size, type and age of a file. Cached as {@link #list} is. */
    FileMetadata metadata(String volume, String path);

    /** The beginning of a text file, and what else a page shows of a file. Cached as {@link #list} is. */
    FilePreview preview(String volume, String path);

    /**
     * Writes a file; it appears whole, or not at all.
     *
     * @param body read to its end on the calling thread, not closed
     * @param length of the body in bytes; empty if unknown
     * @param overwrite whether a file that is there already is replaced; if not, it is an error of status 409
     * @throws io.appkit.api.AppKitException with status 413 if the body is longer than {@code maxUploadSize} or than
     *     {@code length}
     */
    void upload(String volume, String path, InputStream body, OptionalLong length, boolean overwrite);

    /** Creates a directory and those above it; does nothing if it is there. */
    void createDirectory(String volume, String path);

    /** Deletes a file, or an empty directory; one that is not empty is an error of status 409. */
    void delete(String volume, String path);
}
