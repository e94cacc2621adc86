package io.appkit.localworkspace.statement;

import io.appkit.localworkspace.engine.QueryResult;
import io.appkit.localworkspace.sql.SqlFailure;

/** How a statement ended. */
sealed interface Outcome {

    record Succeeded(QueryResult result) implements Outcome {}

    record Failed(SqlFailure failure) implements Outcome {}

    record Canceled() implements Outcome {}
}
