package io.appkit.shell;

import java.util.regex.Pattern;
import org.apache.karaf.shell.api.console.CommandLine;

/**
 * A path that is being typed.
 *
 * @param text up to the cursor
 */
record TypedPath(String text) {

    /** Karaf fails to escape what is completed, and drops the word instead: other names are typed, in quotes. */
    private static final Pattern COMPLETABLE = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{So}._@+,:~/-]*");

    static TypedPath of(CommandLine line) {
        return new TypedPath(line.getCursorArgument().substring(0, line.getArgumentPosition()));
    }

    /** Whether this is what the text may be completed to. */
    boolean allows(String path) {
        return path.startsWith(text) && COMPLETABLE.matcher(path).matches();
    }
}
