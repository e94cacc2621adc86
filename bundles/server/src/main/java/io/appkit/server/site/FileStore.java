package io.appkit.server.site;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of the page as last seen: small ones in memory, for all what their headers say. Whether a file is still the
 * same is asked of the file system for each request, and nothing else.
 */
final class FileStore {

    private static final long KEPT_BYTES = 16L << 20;

    /** A form that the build may have put beside a file. */
    private record Sibling(String encoding, String extension) {}

    private static final List<Sibling> SIBLINGS = List.of(new Sibling("br", ".br"), new Sibling("gzip", ".gz"));

    /**
     * What is known of a file.
     *
     * @param siblings pre-compressed forms, best first
     */
    private record Known(Representation form, String contentType, boolean lasting, List<Sibling> siblings) {

        int weight() {
            return form.weight();
        }
    }

    private final Cache<Path, Known> files = Caffeine.newBuilder()
            .maximumWeight(KEPT_BYTES)
            .weigher((Path path, Known known) -> known.weight())
            .executor(Runnable::run)
            .build();

    /**
     * Finds a file in the form that suits a client best.
     *
     * @param folder the folder it must not leave, even after links are followed
     * @param file below the folder
     * @param attributes of the file as they are now
     * @param acceptEncoding the client's header
     * @return null if the file is outside, or has gone meanwhile
     */
    @Nullable
    StaticFile find(Path folder, Path file, BasicFileAttributes attributes, @Nullable String acceptEncoding)
            throws IOException {
        Known plain = known(folder, file, FileVersion.of(attributes));
        if (plain == null) {
            return null;
        }
        for (Sibling sibling : plain.siblings()) {
            if (AcceptEncoding.accepts(acceptEncoding, sibling.encoding())) {
                Path path = beside(file, sibling);
                FileVersion version = FileVersion.of(path);
                Known form = version == null ? null : known(folder, path, version);
                if (form != null) {
                    return file(plain, sibling.encoding(), form.form());
                }
            }
        }
        return file(plain, null, plain.form());
    }

    /** Whether a file is inside the folder, even after links are followed. One that is kept has been looked at. */
    boolean isInside(Path folder, Path file, BasicFileAttributes attributes) throws IOException {
        Known known = files.getIfPresent(file);
        return (known != null && known.form().version().equals(FileVersion.of(attributes)))
                || file.toRealPath().startsWith(folder.toRealPath());
    }

    private static StaticFile file(Known plain, @Nullable String encoding, Representation form) {
        boolean varies = !plain.siblings().isEmpty();
        return new StaticFile(plain.contentType(), plain.lasting(), varies, encoding, form);
    }

    private @Nullable Known known(Path folder, Path file, FileVersion version) throws IOException {
        Known known = files.getIfPresent(file);
        if (known != null && known.form().version().equals(version)) {
            return known;
        } else if (!file.toRealPath().startsWith(folder.toRealPath())) {
            return null;
        }
        Known read = new Known(
                Representation.read(file, version),
                ContentTypes.of(String.valueOf(file.getFileName())),
                Fingerprint.isIn("/" + folder.relativize(file)),
                SIBLINGS.stream()
                        .filter(sibling -> Files.isRegularFile(beside(file, sibling)))
                        .toList());
        if (version.isSettled()) {
            files.put(file, read);
        }
        return read;
    }

    private static Path beside(Path file, Sibling sibling) {
        return file.resolveSibling(file.getFileName() + sibling.extension());
    }
}
