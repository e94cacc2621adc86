package io.appkit.localworkspace.engine;

import io.appkit.localworkspace.sql.KnownTypes;
import io.appkit.localworkspace.sql.ParameterReader;
import io.appkit.localworkspace.sql.ParameterValue;
import io.appkit.localworkspace.sql.SqlFailure;
import io.appkit.localworkspace.sql.StatementKind;
import io.appkit.localworkspace.sql.StringLiteral;
import io.appkit.localworkspace.sql.Translation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs Databricks SQL. The database behind it opens with the first statement. */
public final class Engine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private static final Column AFFECTED = new Column("num_affected_rows", ColumnType.BIGINT);
    private static final Column INSERTED = new Column("num_inserted_rows", ColumnType.BIGINT);
    private static final List<Column> DESCRIPTION = List.of(
            new Column("col_name", ColumnType.STRING),
            new Column("data_type", ColumnType.STRING),
            new Column("comment", ColumnType.STRING));
    private static final QueryResult NOTHING = new QueryResult(List.of(), List.of(), false);

    private final double scaleFactor;
    private final TypeCache types = new TypeCache();
    private final ArrowMemory arrow = new ArrowMemory();
    private @Nullable Database database;
    private boolean closed;

    /** An engine whose sample data will have a TPC-H scale factor. */
    public Engine(double scaleFactor) {
        this.scaleFactor = scaleFactor;
    }

    /**
     * Runs one statement on this thread.
     *
     * @param interrupt ends it early
     * @throws SqlFailure if the statement is wrong, or cannot be run here
     * @throws CancellationException if it was interrupted
     */
    public QueryResult run(Query query, Interrupt interrupt) throws SqlFailure {
        Map<String, ParameterValue> parameters = ParameterReader.read(query.parameters());
        Translation translation = Translation.of(query.statement(), parameters);
        if (translation.kind() == StatementKind.USE) {
            return NOTHING;
        }
        boolean defines = translation.kind() == StatementKind.DEFINE;
        if (defines) {
            types.forget();
        }
        try (Connection connection = database().connect(query.submitter(), query.unreadable())) {
            use(connection, query);
            KnownTypes known = types.take(query, parameters);
            long definitions = types.definitions();
            try (PreparedStatement statement = prepare(connection, translation, known)) {
                types.keep(query, parameters, known, definitions);
                bind(statement, translation.parameters());
                if (translation.kind() == StatementKind.QUERY && wantsArrow(query)) {
                    List<Column> columns = ResultReader.columns(statement.getMetaData());
                    return exported(
                            connection, translation.sql(known), translation.parameters(), columns, query, interrupt);
                }
                return run(connection, statement, translation.kind(), query, interrupt);
            }
        } catch (SQLException e) {
            if (EngineErrors.interrupted(e) && interrupt.requested()) {
                throw new CancellationException("The statement was canceled");
            }
            SqlFailure failure = EngineErrors.translate(e);
            if (failure.errorCode().equals("INTERNAL_ERROR")) {
                LOG.error("The local warehouse failed", e);
            }
            throw failure;
        } finally {
            if (defines) {
                types.forget();
            }
        }
    }

    /** Asks the engine for types until the statement can be written with all of them. */
    private static PreparedStatement prepare(Connection connection, Translation translation, KnownTypes known)
            throws SQLException, SqlFailure {
        while (true) {
            try {
                return connection.prepareStatement(translation.sql(known));
            } catch (SQLException e) {
                if (!known.learn(e)) {
                    throw e;
                }
            }
        }
    }

    private synchronized Database database() throws SQLException {
        if (closed) {
            throw new CancellationException("The local workspace stops");
        }
        if (database == null) {
            database = Database.open(scaleFactor);
        }
        return database;
    }

    private static void use(Connection connection, Query query) throws SQLException {
        String catalog = query.catalog() == null ? Database.DEFAULT_CATALOG : query.catalog();
        String schema = query.schema() == null ? Database.DEFAULT_SCHEMA : query.schema();
        try (Statement statement = connection.createStatement()) {
            statement.execute("USE " + StringLiteral.encodeName(catalog) + "." + StringLiteral.encodeName(schema));
        }
    }

    private static void bind(PreparedStatement statement, List<ParameterValue> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i).value());
        }
    }

    private static boolean wantsArrow(Query query) {
        return query.packing().format() == Packing.Format.ARROW_STREAM;
    }

    private QueryResult run(
            Connection connection, PreparedStatement statement, StatementKind kind, Query query, Interrupt interrupt)
            throws SQLException, SqlFailure {
        if (kind == StatementKind.DESCRIBE) {
            return described(connection, ResultReader.columns(statement.getMetaData()), query, interrupt);
        }
        long count;
        interrupt.begin(statement);
        try {
            if (statement.execute() && kind == StatementKind.QUERY) {
                try (ResultSet rows = statement.getResultSet()) {
                    return ResultReader.read(rows, query, interrupt);
                }
            }
            count = statement.getLargeUpdateCount();
        } finally {
            interrupt.end();
        }
        return switch (kind) {
            case INSERT -> changed(connection, List.of(AFFECTED, INSERTED), count, query, interrupt);
            case CHANGE -> changed(connection, List.of(AFFECTED), count, query, interrupt);
            default -> NOTHING;
        };
    }

    private QueryResult described(Connection connection, List<Column> columns, Query query, Interrupt interrupt)
            throws SQLException, SqlFailure {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (Column column : columns) {
            List<@Nullable String> row = new ArrayList<>();
            Collections.addAll(row, column.name(), column.type().text().toLowerCase(Locale.ROOT), null);
            rows.add(row);
        }
        return texts(connection, DESCRIPTION, rows, query, interrupt);
    }

    private QueryResult changed(
            Connection connection, List<Column> columns, long count, Query query, Interrupt interrupt)
            throws SQLException, SqlFailure {
        List<@Nullable String> row = new ArrayList<>();
        columns.forEach(column -> row.add(Long.toString(count)));
        return texts(connection, columns, List.of(row), query, interrupt);
    }

    private QueryResult texts(
            Connection connection,
            List<Column> columns,
            List<List<@Nullable String>> rows,
            Query query,
            Interrupt interrupt)
            throws SQLException, SqlFailure {
        if (wantsArrow(query)) {
            return exported(connection, ArrowResult.values(rows), List.of(), columns, query, interrupt);
        }
        return ResultReader.of(columns, rows, query.packing());
    }

    private QueryResult exported(
            Connection connection,
            String sql,
            List<ParameterValue> parameters,
            List<Column> columns,
            Query query,
            Interrupt interrupt)
            throws SQLException, SqlFailure {
        try (PreparedStatement statement = connection.prepareStatement(ArrowResult.sql(sql, columns))) {
            bind(statement, parameters);
            interrupt.begin(statement);
            try (ResultSet rows = statement.executeQuery()) {
                return ArrowResult.read(rows, columns, query, arrow.allocator(), interrupt);
            } finally {
                interrupt.end();
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (database != null) {
            database.close();
            database = null;
        }
        arrow.close();
    }
}
