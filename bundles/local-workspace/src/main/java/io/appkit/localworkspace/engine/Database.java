package io.appkit.localworkspace.engine;

import io.appkit.localworkspace.sql.StringLiteral;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DuckDB in memory, with the read-only catalog {@code samples} and the writable catalog {@code workspace}, closed to files,
 * network and further settings.
 */
final class Database implements AutoCloseable {

    static final String DEFAULT_CATALOG = "workspace";
    static final String DEFAULT_SCHEMA = "default";

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private static final String MEMORY_LIMIT = "1GB";
    private static final int MAX_THREADS = 4;

    private final DuckDBConnection root;
    private final Path folder;
    private final Grants grants = new Grants();

    private Database(DuckDBConnection root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    static Database open(double scaleFactor) throws SQLException {
        long began = System.nanoTime();
        Path folder;
        try {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            Leftovers.delete(temporary);
            folder = Files.createTempDirectory(temporary, Leftovers.FOLDER_PREFIX);
        } catch (IOException e) {
            throw new SQLException("The temporary folder cannot be written", e);
        }
        DuckDBConnection root = null;
        try {
            Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", settings());
            root = connection.unwrap(DuckDBConnection.class);
            Database database = new Database(root, folder);
            database.fill(scaleFactor);
            LOG.info(
                    "The local warehouse opened with sample data of scale {} in {} ms",
                    scaleFactor,
                    Duration.ofNanos(System.nanoTime() - began).toMillis());
            return database;
        } catch (SQLException | RuntimeException e) {
            if (root != null) {
                root.close();
            }
            delete(folder);
            throw e;
        }
    }

    private static Properties settings() {
        Properties settings = new Properties();
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("allow_persistent_secrets", "false");
        settings.setProperty("allow_community_extensions", "false");
        // No files: what does not fit fails.
        settings.setProperty("temp_directory", "");
        settings.setProperty("memory_limit", MEMORY_LIMIT);
        settings.setProperty(
                "threads",
                Integer.toString(Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors())));
        // As on Databricks with ANSI mode.
        settings.setProperty("default_null_order", "nulls_first_on_asc_last_on_desc");
        settings.setProperty("ieee_floating_point_ops", "false");
        settings.setProperty("error_on_division_by_zero", "true");
        return settings;
    }

    private void fill(double scaleFactor) throws SQLException {
        // A file is the one way to a catalog nobody can write; deleted once opened, it is gone with the process.
        Path samples = folder.resolve("samples.duckdb");
        String file = StringLiteral.encode(samples.toString());
        try (Statement statement = root.createStatement()) {
            statement.execute("SET GLOBAL TimeZone = 'UTC'");
            statement.execute("ATTACH " + file + " AS samples");
            statement.execute("CREATE SCHEMA samples.\"" + DEFAULT_SCHEMA + "\"");
            statement.execute(script("dialect.sql"));
            statement.execute("SET VARIABLE scale = " + scaleFactor);
            statement.execute(script("tpch.sql"));
            grants.guard(statement);
            statement.execute("DETACH samples");
            statement.execute("ATTACH " + file + " AS samples (READ_ONLY)");
            statement.execute("ATTACH ':memory:' AS " + DEFAULT_CATALOG);
            statement.execute("CREATE SCHEMA " + DEFAULT_CATALOG + ".\"" + DEFAULT_SCHEMA + "\"");
            statement.execute("SET enable_external_access = false");
            statement.execute("SET lock_configuration = true");
        }
        delete(folder);
    }

    private static String script(String name) {
        try (InputStream in = Database.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The bundle lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("The bundle's " + name + " cannot be read", e);
        }
    }

    /**
     * A session of its own; close it.
     *
     * @param user unique name of whose session it is
     * @param unreadable tables it may not read
     */
    Connection connect(String user, Set<String> unreadable) throws SQLException {
        Connection session = root.duplicate();
        try (Statement statement = session.createStatement()) {
            // What current_user() of functions.txt answers.
            statement.execute("SET VARIABLE caller = " + StringLiteral.encode(user));
            grants.allExcept(unreadable, session);
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
        return session;
    }

    private static void delete(Path folder) {
        try {
            Leftovers.deleteTree(folder);
        } catch (IOException e) {
            LOG.debug("{} cannot be deleted yet", folder, e);
        }
    }

    @Override
    public void close() {
        try {
            root.close();
        } catch (SQLException e) {
            LOG.warn("The local warehouse did not close cleanly", e);
        }
        if (Files.exists(folder)) {
            delete(folder);
        }
    }
}
