package io.appkit.localworkspace.files;

import io.appkit.localworkspace.http.ApiException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Volumes as folders: {@code <root>/<catalog>/<schema>/<volume>}. Whoever changes what is visible holds the one lock, so that
 * looking and doing are one step.
 */
public final class Volumes {

    /** Same file system as the volumes, and no name of a catalog. */
    private static final String UNFINISHED = ".unfinished";

    private final Path root;
    private final Path unfinished;

    private Volumes(Path root) {
        this.root = root;
        this.unfinished = root.resolve(UNFINISHED);
    }

    /** Opens a folder; it is made if need be, sample volumes are laid down, and what was not finished before is removed. */
    public static Volumes open(Path root) throws IOException {
        Volumes volumes = new Volumes(root.toAbsolutePath().normalize());
        Files.createDirectories(volumes.unfinished);
        Trees.clear(volumes.unfinished);
        for (Samples samples : Samples.ALL) {
            volumes.lay(samples);
        }
        return volumes;
    }

    private void lay(Samples samples) throws IOException {
        Path volume = root.resolve(samples.folder());
        if (Files.notExists(volume, LinkOption.NOFOLLOW_LINKS)) {
            Path draft = draft();
            samples.copyTo(draft);
            Files.createDirectories(parent(volume));
            Files.move(draft, volume, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** A path, outside of all volumes, for what is going to become visible in one step. */
    Path draft() {
        return unfinished.resolve(UUID.randomUUID().toString());
    }

    /** Finds out what is at a path. */
    Place locate(VolumePath path) throws ApiException, IOException {
        Path place = root;
        for (String name : List.of(path.catalog(), path.schema(), path.volume())) {
            place = child(place, name);
            BasicFileAttributes attributes = attributes(place);
            if (attributes == null || !attributes.isDirectory()) {
                throw FileErrors.noVolume(path);
            }
        }
        Place.Kind kind = Place.Kind.DIRECTORY;
        @Nullable BasicFileAttributes last = null;
        for (String name : path.names()) {
            place = child(place, name);
            if (kind == Place.Kind.DIRECTORY) {
                last = attributes(place);
                kind = kind(path, last);
            } else if (kind == Place.Kind.FILE) {
                kind = Place.Kind.UNDER_FILE;
            }
        }
        if (kind == Place.Kind.MISSING) {
            attributes(place); // The path as a whole may be too long.
        }
        return kind == Place.Kind.FILE && last != null
                ? Place.file(path, place, last.size(), last.lastModifiedTime().toInstant())
                : Place.of(path, place, kind);
    }

    private static Place.Kind kind(VolumePath path, @Nullable BasicFileAttributes attributes) throws ApiException {
        if (attributes == null) {
            return Place.Kind.MISSING;
        } else if (attributes.isDirectory()) {
            return Place.Kind.DIRECTORY;
        } else if (attributes.isRegularFile()) {
            return Place.Kind.FILE;
        }
        throw FileErrors.symbolicLink(path);
    }

    private static Path child(Path folder, String name) throws ApiException {
        try {
            Path child = folder.resolve(name);
            if (folder.equals(child.getParent()) && child.endsWith(name)) {
                return child;
            }
        } catch (InvalidPathException e) {
            // Said below: what this machine's file system or locale cannot express.
        }
        throw FileErrors.invalidPath("a name cannot be stored on this machine: " + name);
    }

    private static @Nullable BasicFileAttributes attributes(Path place) throws ApiException, IOException {
        try {
            return Files.readAttributes(place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        } catch (FileSystemException e) {
            if (String.valueOf(e.getReason()).contains("too long")) {
                throw FileErrors.invalidPath("too long for this machine");
            }
            throw e;
        }
    }

    /** Where a file may be written, at this time. */
    Place locateForWriting(VolumePath path, boolean overwrite) throws ApiException, IOException {
        if (path.isVolume() || path.slash()) {
            throw FileErrors.invalidPath("a file is needed, not a directory: " + path);
        }
        Place place = locate(path);
        switch (place.kind()) {
            case DIRECTORY -> throw FileErrors.directoryExists(path);
            case UNDER_FILE -> throw FileErrors.fileInTheWay(path);
            case FILE -> {
                if (!overwrite) {
                    throw FileErrors.fileExists(path);
                }
            }
            case MISSING -> {}
        }
        return place;
    }

    /** Makes a draft visible as a file, with the directories it needs. */
    synchronized void publish(Path draft, VolumePath path, boolean overwrite) throws ApiException, IOException {
        Place place = locateForWriting(path, overwrite);
        if (place.kind() == Place.Kind.MISSING) {
            Files.createDirectories(parent(place.file()));
        }
        Files.move(draft, place.file(), StandardCopyOption.ATOMIC_MOVE);
    }

    synchronized void createDirectory(VolumePath path) throws ApiException, IOException {
        Place place = locate(path);
        if (place.kind() == Place.Kind.FILE || place.kind() == Place.Kind.UNDER_FILE) {
            throw FileErrors.fileInTheWay(path);
        }
        Files.createDirectories(place.file());
    }

    synchronized void deleteFile(VolumePath path) throws ApiException, IOException {
        Place place = locate(path);
        if (place.kind() != Place.Kind.FILE || path.slash()) {
            throw FileErrors.noFile(path);
        }
        Files.delete(place.file());
    }

    synchronized void deleteDirectory(VolumePath path) throws ApiException, IOException {
        if (path.isVolume()) {
            throw FileErrors.invalidPath("a volume cannot be deleted as a directory");
        }
        Place place = locate(path);
        if (place.kind() != Place.Kind.DIRECTORY) {
            throw FileErrors.noDirectory(path);
        }
        try {
            Files.delete(place.file());
        } catch (DirectoryNotEmptyException e) {
            throw FileErrors.notEmpty(path);
        }
    }

    /** Names in a directory, in no order. */
    static List<String> names(Place directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory.file())) {
            entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
        }
        return names;
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.getParent());
    }
}
