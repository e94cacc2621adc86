package io.appkit.analytics;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** One Arrow IPC stream, read piece by piece: the next piece may be asked for when the one before has come. */
interface ArrowStream {

    /** The warehouse's id of the statement. */
    String statementId();

    /** Names of the columns; empty texts for columns without. */
    List<String> columns();

    /** The next bytes, none at the end. */
    CompletionStage<List<ByteBuffer>> next();

    /** Ends what is still going on for it. */
    void close();
}
