package io.appkit.auth.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;

/** Remembers revocations over a restart, one per line. */
final class RevocationFile {

    private static final String FILE = "revocations";

    private final Path folder;
    private final Path file;

    RevocationFile(Path folder) {
        this.folder = folder;
        this.file = folder.resolve(FILE);
    }

    List<String> read() throws IOException {
        try {
            // Any byte is a character here, so that damage shows as a wrong line.
            return exists() ? Files.readAllLines(file, StandardCharsets.ISO_8859_1) : List.of();
        } catch (IOException e) {
            throw new IOException("Revoked sessions, " + file + ": " + e, e);
        }
    }

    boolean exists() {
        return Files.exists(file);
    }

    void append(Revocation revocation) throws IOException {
        Files.writeString(
                file,
                revocation.line() + "\n",
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND,
                StandardOpenOption.DSYNC);
    }

    void replace(Collection<Revocation> revocations) throws IOException {
        try {
            PrivateFiles.folder(folder);
            Path draft = PrivateFiles.create(folder.resolve(FILE + ".new"));
            List<String> lines = revocations.stream().map(Revocation::line).toList();
            Files.write(draft, lines, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IOException("Revoked sessions, " + file + ": " + e, e);
        }
    }
}
