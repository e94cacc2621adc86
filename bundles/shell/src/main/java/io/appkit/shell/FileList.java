package io.appkit.shell;

import io.appkit.api.files.FileEntry;
import io.appkit.api.files.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/**
 * Shows volumes, or what is in a directory of one. Names come last: of some nobody knows how many columns a terminal gives
 * them.
 */
final class FileList {

    private static final int SIZE = "1023.9 MB".length();
    private static final int MODIFIED = "2026-01-01T00:00:00Z".length();
    private static final int SEPARATOR = " | ".length();
    private static final int LEAST_FOR_NAME = 20;

    private final Files files;
    private final Console console;
    private final boolean json;

    FileList(Files files, Console console, boolean json) {
        this.files = files;
        this.console = console;
        this.json = json;
    }

    void volumes() {
        List<String> volumes = files.volumes();
        if (json) {
            Json.print(console, volumes);
        } else if (volumes.isEmpty()) {
            console.out().println("There are no volumes; DATABRICKS_VOLUME_<NAME>=/Volumes/... adds one");
        } else {
            volumes.forEach(volume -> console.out().println(Text.visible(volume)));
        }
    }

    void directory(RemotePath directory) {
        directory.in(files);
        List<FileEntry> entries = new ArrayList<>();
        FileErrors.explained(
                directory,
                "There is no directory '" + directory + "'",
                () -> entries.addAll(files.volume(directory.volume()).list(directory.path())));
        entries.sort(Comparator.comparing(FileEntry::directory).reversed().thenComparing(FileEntry::name));
        if (json) {
            Json.print(console, entries.stream().map(FileList::values).toList());
        } else {
            table(entries);
        }
    }

    private static Map<String, @Nullable Object> values(FileEntry entry) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("name", entry.name());
        values.put("path", entry.path());
        values.put("directory", entry.directory());
        values.put("size", entry.size().isPresent() ? entry.size().getAsLong() : null);
        values.put("modified", entry.lastModified().map(Instant::toString).orElse(null));
        return values;
    }

    private void table(List<FileEntry> entries) {
        ShellTable table = new ShellTable().emptyTableText("There are no files");
        table.column("Size").alignRight();
        table.column("Modified");
        table.column("Name");
        for (FileEntry entry : entries) {
            table.addRow()
                    .addContent(
                            entry.size().isPresent() ? Text.size(entry.size().getAsLong()) : "",
                            entry.lastModified()
                                    .map(time ->
                                            time.truncatedTo(ChronoUnit.SECONDS).toString())
                                    .orElse(""),
                            name(entry));
        }
        table.print(console.out());
    }

    private String name(FileEntry entry) {
        String name = Text.visible(entry.name()) + (entry.directory() ? "/" : "");
        int left = console.width() - SIZE - MODIFIED - 2 * SEPARATOR;
        return console.width() == 0 ? name : Text.shorten(name, Math.max(LEAST_FOR_NAME, left));
    }
}
