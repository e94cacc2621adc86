package io.appkit.server.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes the page once for each state of {@code index.html} and of the payload. */
final class Pages {

    private record Made(Path index, FileVersion version, Page page) {}

    private volatile @Nullable Made made;

    /**
     * The page.
     *
     * @param index the file
     * @param payload the same array as long as it has not changed
     * @return null if there is no such file
     */
    @Nullable
    Page of(Path index, byte[] payload) throws IOException {
        FileVersion version = FileVersion.of(index);
        if (version == null) {
            return null;
        }
        Made last = made;
        if (last != null
                && last.page().carries(payload)
                && last.version().equals(version)
                && last.index().equals(index)) {
            return last.page();
        }
        Page page = Page.of(new String(Files.readAllBytes(index), StandardCharsets.UTF_8), payload);
        made = version.isSettled() ? new Made(index, version, page) : null;
        return page;
    }
}
