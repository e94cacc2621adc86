package io.appkit.api.files;

import io.appkit.api.Caller;
import io.appkit.api.LastingView;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;

/**
 * The files of one volume; see {@link Files#volume}. May be kept: each call goes to the version of the plugin that runs at that
 * moment, and to the volume as it is configured then.
 *
 * <p>A path is relative to the volume's root ({@code reports/2026.csv}), or absolute and below it
 * ({@code /Volumes/main/default/uploads/reports/2026.csv}); an empty path, or {@code /}, is the root itself.
 *
 * <p>Calls block until they are done. The thread may be interrupted: the call then ends with kind {@code ABORTED}.
 *
 * <p><b>Errors</b> are {@link io.appkit.api.AppKitException}s: {@link PolicyDeniedException}, {@code AUTHENTICATION} (a
 * caller without credential), {@code CONNECTION}, {@code EXECUTION} (the workspace refused or failed; {@code status()} is its
 * status, 404 for what does not exist, 409 for what is there already), {@code TIMEOUT}, {@code ABORTED}; and
 * {@link io.appkit.api.PluginUnavailableException}. A path outside of the volume, and a volume that has gone, are an
 * {@link IllegalArgumentException}, before any call.
 */
@LastingView
public interface FileVolume {

    /**
     * The same on behalf of a caller: the volume is reached with the caller's rights.
     *
     * @param caller who asks
     * @return a view for that caller
     */
    FileVolume asUser(Caller caller);

    /**
     * What is in a directory, as the workspace lists it; at most {@code maxListEntries}. Cached for 60 s unless on behalf
     * of a caller.
     */
    List<FileEntry> list(String path);

    /**
     * A whole text file, decoded as UTF-8, of at most {@code maxReadSize} bytes.
     *
     * @throws io.appkit.api.AppKitException with status 413 if it has more
     */
    String read(String path);

    /**
     * A whole text file, decoded as UTF-8.
     *
     * @param maxSize most bytes it may have, in the place of {@code maxReadSize}: less or more; never beyond 2 GiB
     * @throws io.appkit.api.AppKitException with status 413 if it has more
     */
    String read(String path, long maxSize);

    /** Opens a file for reading. */
    FileContent download(String path);

    /** Whether there is a file or a directory. Cached as {@link #list} is. */
    boolean exists(String path);

    /** Size, type and age of a file. Cached as {@link #list} is. */
    FileMetadata metadata(String path);

    /** The beginning of a text file, and what else a page shows of a file. Cached as {@link #list} is. */
    FilePreview preview(String path);

    /**
     * Writes a file; it appears whole, or not at all.
     *
     * @param body read to its end on the calling thread, not closed
     * @param length of the body in bytes; empty if unknown
     * @param overwrite whether a file that is there already is replaced; if not, it is an error of status 409
     * @throws io.appkit.api.AppKitException with status 413 if the body is longer than {@code maxUploadSize} or than
     *     {@code length}
     */
    void upload(String path, InputStream body, OptionalLong length, boolean overwrite);

    /** Creates a directory and those above it; does nothing if it is there. */
    void createDirectory(String path);

    /** Deletes a file, or an empty directory; one that is not empty is an error of status 409. */
    void delete(String path);
}
