package io.appkit.analytics.service;

import io.appkit.analytics.transfer.ArrowStream;
import io.appkit.api.analytics.ArrowResult;
import io.appkit.api.analytics.Column;
import java.io.InputStream;
import java.util.List;

/** An Arrow result that is being read. */
final class OpenArrow implements ArrowResult {

    private final OpenCall call;
    private final ArrowStream arrow;
    private final InputStream bytes;

    OpenArrow(OpenCall call, ArrowStream arrow) {
        this.call = call;
        this.arrow = arrow;
        this.bytes = new ArrowInput(call, arrow);
    }

    @Override
    public List<Column> columns() {
        return OpenRows.described(arrow.columns());
    }

    @Override
    public InputStream stream() {
        return bytes;
    }

    @Override
    public void close() {
        call.close();
        arrow.close();
    }
}
