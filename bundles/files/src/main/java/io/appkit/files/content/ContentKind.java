package io.appkit.files.content;

import java.util.List;
import java.util.Set;

/** What can be done with a type: shown as text, shown as an image, opened in a browser. */
public final class ContentKind {

    private static final List<String> TEXT = List.of("json", "xml", "yaml", "sql", "javascript");

    /** What a browser shows without running anything. */
    private static final Set<String> INLINE = Set.of(
            "image/png",
            "image/jpeg",
            "image/gif",
            "image/webp",
            "image/bmp",
            "image/vnd.microsoft.icon",
            "text/plain",
            "text/csv",
            "text/markdown",
            "application/json",
            "application/pdf");

    private final String essence;

    private ContentKind(String essence) {
        this.essence = essence;
    }

    public static ContentKind of(String type) {
        return new ContentKind(ContentTypes.essence(type));
    }

    public boolean text() {
        return essence.startsWith("text/") || TEXT.stream().anyMatch(essence::contains);
    }

    public boolean image() {
        return !text() && essence.startsWith("image/");
    }

    /** Whether a browser may open it in a page of ours, instead of saving it. */
    public boolean inline() {
        return INLINE.contains(essence);
    }
}
