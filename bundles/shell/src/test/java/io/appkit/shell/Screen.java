package io.appkit.shell;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A console whose text can be read. Tables are drawn in ASCII, as in terminals of unknown encoding. */
final class Screen {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Console console(int width, boolean ansi) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new Console(out, out, width, ansi);
    }

    /** What was printed, with {@code ^} for the character that begins a control sequence. */
    String text() {
        return bytes.toString(StandardCharsets.UTF_8)
                .replace(System.lineSeparator(), "\n")
                .replace('\u001b', '^');
    }
}
