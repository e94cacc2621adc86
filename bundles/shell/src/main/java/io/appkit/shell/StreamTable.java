package io.appkit.shell;

import io.appkit.api.platform.StreamInfo;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.karaf.shell.support.table.ShellTable;

/** Shows event streams, one per row, the oldest first. */
final class StreamTable {

    /** Ids may have 256 characters, those of the platform's own clients have 36. */
    private static final int WIDEST_NAME = 36;

    private final Console console;

    StreamTable(Console console) {
        this.console = console;
    }

    void print(List<StreamInfo> streams, boolean json) {
        List<StreamInfo> sorted = streams.stream()
                .sorted(Comparator.comparing(StreamInfo::opened))
                .toList();
        if (json) {
            Json.print(console, sorted.stream().map(StreamTable::values).toList());
        } else {
            table(sorted);
        }
    }

    private void table(List<StreamInfo> streams) {
        ShellTable table = new ShellTable().emptyTableText("There are no streams");
        table.column("Plugin");
        table.column("State");
        table.column("Clients").alignRight();
        table.column("Events").alignRight();
        table.column("Kept").alignRight();
        table.column("Opened");
        table.column("Owner");
        table.column("Id");
        for (StreamInfo stream : streams) {
            table.addRow()
                    .addContent(
                            stream.plugin(),
                            state(stream),
                            stream.clients(),
                            stream.events(),
                            Text.size(stream.bufferedBytes()),
                            stream.opened().truncatedTo(ChronoUnit.SECONDS),
                            name(stream.owner()),
                            name(stream.id().orElse("")));
        }
        table.print(console.out());
    }

    private static String name(String text) {
        return Text.shorten(Text.visible(text), WIDEST_NAME);
    }

    private static Map<String, Object> values(StreamInfo stream) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("plugin", stream.plugin());
        values.put("id", stream.id().orElse(null));
        values.put("owner", stream.owner());
        values.put("state", state(stream));
        values.put("clients", stream.clients());
        values.put("events", stream.events());
        values.put("bufferedBytes", stream.bufferedBytes());
        values.put("opened", stream.opened().toString());
        return values;
    }

    private static String state(StreamInfo stream) {
        return stream.state().name().toLowerCase(Locale.ROOT);
    }
}
