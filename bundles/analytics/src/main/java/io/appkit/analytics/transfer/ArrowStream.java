package io.appkit.analytics.transfer;

import io.appkit.analytics.arrow.ResultColumn;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** One Arrow IPC stream, read piece by piece: the next piece may be asked for when the one before has come. */
public interface ArrowStream {

    /** The warehouse's id of the statement. */
    String statementId();

    /** The columns as the warehouse describes them. */
    List<ResultColumn> columns();

    /** The next bytes, none at the end. */
    CompletionStage<List<ByteBuffer>> next();

    /** Ends what is still going on for it. */
    void close();
}
