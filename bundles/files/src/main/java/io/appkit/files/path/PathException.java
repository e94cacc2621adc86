package io.appkit.files.path;

/** A path that is not acceptable; the message may be shown to a browser. */
public final class PathException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public PathException(String message) {
        super(message);
    }
}
