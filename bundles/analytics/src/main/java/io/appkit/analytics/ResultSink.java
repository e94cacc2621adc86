package io.appkit.analytics;

import com.databricks.sdk.service.sql.ColumnInfo;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** Takes the result of one statement, chunk by chunk, and makes bytes of it. */
interface ResultSink {

    /** Comes first. */
    void columns(List<ColumnInfo> columns) throws IOException;

    /**
     * Adds rows.
     *
     * @throws io.appkit.api.AppKitException kind {@code TOO_LARGE} as soon as the bytes are too many
     */
    void rows(Collection<Collection<String>> rows) throws IOException;

    /** Comes last. */
    byte[] end(String statementId) throws IOException;
}
