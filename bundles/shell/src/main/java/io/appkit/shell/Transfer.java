package io.appkit.shell;

import java.io.InterruptedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Bytes on their way, and how far they are: on a terminal one line that is drawn again and again, elsewhere nothing; at the
 * end one line, or JSON. For one thread.
 */
final class Transfer implements AutoCloseable {

    private static final long NANOS_PER_DRAWING = 100_000_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private static final int LEAST_FOR_NAME = 10;

    private static final String LINE_START = "\r";
    private static final String CLEAR_LINE = "\u001b[K";

    private final Console console;
    private final LongSupplier nanos;
    private final boolean json;
    private final String name;
    private final OptionalLong length;
    private final long began;

    private long bytes;
    private long lastDrawing;
    private boolean lineOpen;

    /**
     * Begins.
     *
     * @param nanos a clock
     * @param json whether only JSON is wanted
     * @param name of what is transferred
     * @param length in bytes, if known
     */
    Transfer(Console console, LongSupplier nanos, boolean json, String name, OptionalLong length) {
        this.console = console;
        this.nanos = nanos;
        this.json = json;
        this.name = Text.visible(name);
        this.length = length;
        this.began = nanos.getAsLong();
        this.lastDrawing = began - NANOS_PER_DRAWING;
    }

    /**
     * More bytes have gone by.
     *
     * @throws InterruptedIOException when the command is interrupted
     */
    void moved(long more) throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
        bytes += more;
        if (console.ansi() && !json) {
            draw();
        }
    }

    long bytes() {
        return bytes;
    }

    private void draw() {
        long now = nanos.getAsLong();
        if (now - lastDrawing < NANOS_PER_DRAWING) {
            return;
        }
        lastDrawing = now;
        lineOpen = true;
        String state = "  " + Text.size(bytes)
                + (length.isPresent() ? " of " + Text.size(length.getAsLong()) + percent(length.getAsLong()) : "")
                + rate(now - began);
        int left = console.width() == 0 ? Integer.MAX_VALUE : console.width() - 1 - state.length();
        console.screen().print(LINE_START + Text.shorten(name, Math.max(LEAST_FOR_NAME, left)) + state + CLEAR_LINE);
        console.screen().flush();
    }

    private String percent(long all) {
        return all == 0 ? "" : "  " + Math.min(100, 100 * bytes / all) + " %";
    }

    private String rate(long duration) {
        return duration <= 0 ? "" : "  " + Text.size((long) (bytes * NANOS_PER_SECOND / duration)) + "/s";
    }

    /**
     * Says that it has worked.
     *
     * @param target where the bytes are now
     */
    void finish(String target) {
        long duration = nanos.getAsLong() - began;
        close();
        if (json) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("target", target);
            values.put("bytes", bytes);
            values.put("millis", duration / 1_000_000);
            Json.print(console, values);
        } else {
            console.out()
                    .println(Text.visible(target) + "  " + Text.size(bytes)
                            + String.format(Locale.ROOT, " in %.1f s", duration / NANOS_PER_SECOND) + rate(duration));
        }
    }

    /** Takes the line away that was drawn; not after an interrupt, when the prompt may already be there. */
    @Override
    public void close() {
        if (lineOpen && !Thread.currentThread().isInterrupted()) {
            lineOpen = false;
            console.screen().print(LINE_START + CLEAR_LINE);
            console.screen().flush();
        }
    }
}
