package io.appkit.analytics.service;

import io.appkit.analytics.arrow.ArrowRowReader;
import io.appkit.analytics.arrow.ResultColumn;
import io.appkit.analytics.result.RowSource;
import io.appkit.analytics.transfer.ArrowStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of an Arrow stream, decoded while it arrives. */
final class ArrowRowSource implements RowSource {

    private final ArrowStream stream;
    private final ArrowRowReader reader;

    ArrowRowSource(OpenCall call, ArrowStream stream) {
        this.stream = stream;
        this.reader = new ArrowRowReader(new ArrowInput(call, stream));
    }

    @Override
    public List<ResultColumn> columns() {
        return stream.columns();
    }

    @Override
    public @Nullable List<@Nullable String> next() {
        return reader.next();
    }

    @Override
    public void close() {
        stream.close();
        reader.close();
    }
}
