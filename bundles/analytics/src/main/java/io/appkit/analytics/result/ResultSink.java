package io.appkit.analytics.result;

import io.appkit.analytics.arrow.ResultColumn;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the result of one statement, chunk by chunk, and makes bytes of it. */
public interface ResultSink {

    /** Comes first. */
    void columns(List<ResultColumn> columns) throws IOException;

    /**
     * Adds rows.
     *
     * @throws io.appkit.api.AppKitException kind {@code TOO_LARGE} as soon as the bytes are too many
     */
    void rows(List<List<@Nullable String>> rows) throws IOException;

    /** Comes last. */
    byte[] end(String statementId) throws IOException;
}
