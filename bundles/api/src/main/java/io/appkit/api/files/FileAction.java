package io.appkit.api.files;

import java.util.Locale;

/** What someone wants to do with a file or directory. */
public enum FileAction {
    LIST(true),
    READ(true),
    DOWNLOAD(true),
    RAW(true),
    EXISTS(true),
    METADATA(true),
    PREVIEW(true),
    UPLOAD(false),
    MKDIR(false),
    DELETE(false);

    private final boolean reading;

    FileAction(boolean reading) {
        this.reading = reading;
    }

    /** Whether it leaves everything as it is. */
    public boolean reading() {
        return reading;
    }

    /** As it stands in messages: {@code upload}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
