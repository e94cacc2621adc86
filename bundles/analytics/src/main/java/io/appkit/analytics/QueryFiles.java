package io.appkit.analytics;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The queries in {@code config/queries} of the app folder (contract: analytics, section 1). */
final class QueryFiles {

    /** Far above any query written by hand. */
    static final int MAX_BYTES = 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(QueryFiles.class);
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern FILE = Pattern.compile("([A-Za-z0-9_-]+)(\\.obo)?\\.sql");

    private record Content(FileTime modified, long size, QueryText text) {}

    private final AppFolder app;
    private final Environment environment;
    private final Map<Path, Content> contents = new ConcurrentHashMap<>();
    private final Set<String> ambiguous = ConcurrentHashMap.newKeySet();

    QueryFiles(AppFolder app, Environment environment) {
        this.app = app;
        this.environment = environment;
    }

    /** Keys of all queries, sorted. */
    List<String> keys() {
        Optional<Path> folder = app.queries().filter(Files::isDirectory);
        if (folder.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.get())) {
            return files.map(file -> FILE.matcher(String.valueOf(file.getFileName())))
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable("Query folder " + folder.get(), e);
        }
    }

    /** The query of a key. Empty if there is none, or its file lies outside the folder. */
    Optional<QueryFile> find(String key) {
        Optional<Path> folder = app.queries();
        if (folder.isEmpty() || !KEY.matcher(key).matches()) {
            return Optional.empty();
        }
        Path asUser = folder.get().resolve(key + ".obo.sql");
        Path asApp = folder.get().resolve(key + ".sql");
        // Never fall back from one to the other: the same text would run with other rights.
        boolean onBehalfOfUser = Files.exists(asUser, LinkOption.NOFOLLOW_LINKS);
        if (onBehalfOfUser && Files.exists(asApp) && ambiguous.add(key)) {
            LOG.warn("Query '{}' exists as {}.obo.sql and as {}.sql; the former is used", key, key, key);
        }
        return inside(folder.get(), onBehalfOfUser ? asUser : asApp)
                .map(path -> new QueryFile(key, path, onBehalfOfUser));
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
    QueryText read(QueryFile file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file.path(), BasicFileAttributes.class);
            Content known = environment.development() ? null : contents.get(file.path());
            if (known == null || known.size != now.size() || !known.modified.equals(now.lastModifiedTime())) {
                known = new Content(now.lastModifiedTime(), now.size(), load(file));
                contents.put(file.path(), known);
            }
            return known.text;
        } catch (IOException e) {
            contents.remove(file.path());
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
