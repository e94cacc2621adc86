package io.appkit.launcher;

import java.nio.file.Path;

/** Another process has the folder; the message says which one. */
final class FolderInUseException extends Exception {

    private static final long serialVersionUID = 1L;

    FolderInUseException(Path folder, String holder) {
        super(folder + " is in use by " + (holder.isBlank() ? "another process" : holder));
    }
}
