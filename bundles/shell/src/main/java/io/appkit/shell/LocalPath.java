package io.appkit.shell;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Files of the server's machine, as they are typed, and what goes wrong with them. */
final class LocalPath {

    private static final String HOME = "~/";

    private LocalPath() {}

    /**
     * The file of a name.
     *
     * @param folder where relative names begin
     * @throws AppKitException if it is no name of a file
     */
    static Path of(String text, Path folder) {
        try {
            Path path = text.startsWith(HOME)
                    ? Path.of(System.getProperty("user.home"), text.substring(HOME.length()))
                    : folder.resolve(text);
            return path.toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw AppKitException.validation("'" + text + "' cannot be the name of a local file");
        }
    }

    /** A failure to read or write, in a line. */
    static AppKitException failure(String doing, Path path, IOException e) {
        String message = "Cannot " + doing + " " + path + ": " + reason(e);
        return new AppKitException(ErrorKind.SERVER, ErrorKind.SERVER.status(), message, message, null, e);
    }

    private static @Nullable String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file or folder";
        } else if (e instanceof AccessDeniedException) {
            return "access denied";
        } else if (e instanceof FileAlreadyExistsException) {
            return "it is there by now";
        } else if (e instanceof NotDirectoryException) {
            return "that is not a folder";
        }
        return e instanceof FileSystemException named && named.getReason() != null ? named.getReason() : e.getMessage();
    }
}
