package io.appkit.shell;

import io.appkit.api.platform.PluginInfo;
import io.appkit.api.platform.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.support.table.ShellTable;

/** Shows routes, one per row. */
final class RouteTable {

    private final Console console;

    RouteTable(Console console) {
        this.console = console;
    }

    void print(List<PluginInfo> plugins, boolean json) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (PluginInfo plugin : plugins) {
            plugin.routes().forEach(route -> rows.add(row(plugin, route)));
        }
        if (json) {
            Json.print(console, rows);
            return;
        }
        ShellTable table = new ShellTable().emptyTableText("There are no routes");
        table.column("Method");
        table.column("Path");
        table.column("Plugin");
        table.column("Name");
        rows.forEach(row -> table.addRow().addContent(List.copyOf(row.values())));
        table.print(console.out());
    }

    private static Map<String, Object> row(PluginInfo plugin, Route route) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("method", route.method());
        row.put("path", plugin.prefix() + route.template());
        row.put("plugin", plugin.name());
        row.put("name", route.name());
        return row;
    }
}
