package io.appkit.localworkspace.engine;

import io.appkit.localworkspace.sql.StatementParameter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A statement to run.
 *
 * @param statement Databricks SQL
 * @param parameters values of its {@code :name}s
 * @param catalog default catalog; null for {@code workspace}
 * @param schema default schema; null for {@code default}
 * @param rowLimit most rows of the result
 * @param byteLimit most bytes of the result; what is beyond is left out
 * @param packing form of the result
 * @param submitter unique name of who submits it
 * @param unreadable tables whose rows the submitter may not see, as {@code catalog.schema.table} in lower case
 */
public record Query(
        String statement,
        List<StatementParameter> parameters,
        @Nullable String catalog,
        @Nullable String schema,
        long rowLimit,
        long byteLimit,
        Packing packing,
        String submitter,
        Set<String> unreadable) {}
