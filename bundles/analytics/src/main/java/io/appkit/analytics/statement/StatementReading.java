package io.appkit.analytics.statement;

import io.appkit.api.execution.Cancellation;
import java.util.concurrent.CompletionStage;

/**
 * Makes something of the result of a statement that has succeeded.
 *
 * @param <T> what it makes
 */
@FunctionalInterface
public interface StatementReading<T> {

    /**
     * Reads the result.
     *
     * @param answer what the warehouse has said at last
     * @param chunks to ask for further parts
     * @param cancellation cancelled when the result is not wanted any more
     */
    CompletionStage<T> read(StatementAnswer answer, StatementChunks chunks, Cancellation cancellation);
}
