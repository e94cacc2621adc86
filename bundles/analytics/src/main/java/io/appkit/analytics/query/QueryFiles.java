package io.appkit.analytics.query;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.config.Environment;
import io.appkit.api.platform.AppFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queries in {@code config/queries} of the app folder, and those that bundles contribute (contract: analytics, section
 * 1). The app's own win.
 */
public final class QueryFiles {

    /** Far above any query written by hand. */
    public static final int MAX_BYTES = 1024 * 1024;

    /** In production a query that comes or goes is noticed after this time; a change of its text at once. */
    public static final long FRESH_MILLIS = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(QueryFiles.class);
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern FILE = Pattern.compile("([A-Za-z0-9_-]+)(\\.obo)?\\.sql");

    private record Found(QueryFile file, long looked) {}

    private record Content(FileTime modified, long size, QueryText text) {

        boolean isAsIn(BasicFileAttributes present) {
            return size == present.size() && modified.equals(present.lastModifiedTime());
        }
    }

    private final AppFolder app;
    private final Supplier<List<Path>> contributed;
    private final Environment environment;
    private final LongSupplier millis;
    private final Map<String, Found> found = new ConcurrentHashMap<>();
    private final Map<Path, Content> contents = new ConcurrentHashMap<>();
    private final Set<String> ambiguous = ConcurrentHashMap.newKeySet();

    /**
     * Creates it.
     *
     * @param contributed folders of bundles, the first to win
     * @param millis a clock
     */
    public QueryFiles(AppFolder app, Supplier<List<Path>> contributed, Environment environment, LongSupplier millis) {
        this.app = app;
        this.contributed = contributed;
        this.environment = environment;
        this.millis = millis;
    }

    /** The app's folder first. */
    private Stream<Path> folders() {
        return Stream.concat(app.queries().stream(), contributed.get().stream());
    }

    /** Keys of all queries, sorted. */
    public List<String> keys() {
        return folders()
                .filter(Files::isDirectory)
                .flatMap(folder -> keys(folder).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> keys(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> FILE.matcher(String.valueOf(file.getFileName())))
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .toList();
        } catch (IOException e) {
            throw unreadable("Query folder " + folder, e);
        }
    }

    /** The query of a key. Empty if there is none, or its file lies outside the folder. */
    public Optional<QueryFile> find(String key) {
        if (environment.development()) {
            return look(key);
        }
        long now = millis.getAsLong();
        Found known = found.get(key);
        if (known != null && now - known.looked < FRESH_MILLIS) {
            return Optional.of(known.file);
        }
        Optional<QueryFile> file = look(key);
        file.ifPresentOrElse(present -> found.put(key, new Found(present, now)), () -> found.remove(key));
        return file;
    }

    private Optional<QueryFile> look(String key) {
        if (!KEY.matcher(key).matches()) {
            return Optional.empty();
        }
        if (contributed.get().isEmpty()) {
            return app.queries().flatMap(folder -> find(folder, key));
        }
        return folders().filter(folder -> holds(folder, key)).findFirst().flatMap(folder -> find(folder, key));
    }

    private static boolean holds(Path folder, String key) {
        return Files.exists(folder.resolve(key + ".sql"), LinkOption.NOFOLLOW_LINKS)
                || Files.exists(folder.resolve(key + ".obo.sql"), LinkOption.NOFOLLOW_LINKS);
    }

    private Optional<QueryFile> find(Path folder, String key) {
        Path asUser = folder.resolve(key + ".obo.sql");
        Path asApp = folder.resolve(key + ".sql");
        // Never fall back from one to the other: the same text would run with other rights.
        boolean onBehalfOfUser = Files.exists(asUser, LinkOption.NOFOLLOW_LINKS);
        if (onBehalfOfUser && Files.exists(asApp) && ambiguous.add(key)) {
            LOG.warn("Query '{}' exists as {}.obo.sql and as {}.sql; the former is used", key, key, key);
        }
        return inside(folder, onBehalfOfUser ? asUser : asApp).map(path -> new QueryFile(key, path, onBehalfOfUser));
    }

    private static Optional<Path> inside(Path folder, Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            Path real = file.toRealPath();
            if (real.startsWith(folder.toRealPath())) {
                return Optional.of(real);
            }
            LOG.warn("Query file {} leads out of its folder and is ignored", file);
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("Query file {} cannot be read: {}", file, e.toString());
            return Optional.empty();
        }
    }

    /**
     * The text of a query; in development as it is at this moment, else as of the last change of the file's time or size.
     *
     * @throws AppKitException if the file is blank, too large or unreadable
     */
    public QueryText read(QueryFile file) {
        try {
            BasicFileAttributes present = Files.readAttributes(file.path(), BasicFileAttributes.class);
            Content known = environment.development() ? null : contents.get(file.path());
            if (known == null || !known.isAsIn(present)) {
                known = new Content(present.lastModifiedTime(), present.size(), load(file));
                contents.put(file.path(), known);
            }
            return known.text;
        } catch (IOException e) {
            contents.remove(file.path());
            found.remove(file.key());
            throw unreadable("Query file " + file.path(), e);
        }
    }

    private static QueryText load(QueryFile file) throws IOException {
        try (InputStream in = Files.newInputStream(file.path())) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new AppKitException(
                        ErrorKind.CONFIGURATION,
                        "Query file " + file.path() + " is larger than " + MAX_BYTES + " bytes",
                        "Query file is too large");
            }
            String sql = new String(bytes, StandardCharsets.UTF_8);
            if (sql.isBlank()) {
                throw AppKitException.validation("Missing required field: statement");
            }
            return QueryText.of(sql);
        }
    }

    private static AppKitException unreadable(String what, IOException cause) {
        return new AppKitException(
                ErrorKind.EXECUTION,
                ErrorKind.EXECUTION.status(),
                what + " cannot be read: " + cause,
                QueryFailures.MASKED,
                null,
                cause);
    }
}
