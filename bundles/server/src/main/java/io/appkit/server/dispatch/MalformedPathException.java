package io.appkit.server.dispatch;

/** A path that no file and no route can have. */
public final class MalformedPathException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Creates it; the path is not part of the message, since it came from outside. */
    public MalformedPathException() {
        super("malformed path");
    }
}
