package io.appkit.shell;

import io.appkit.api.platform.PluginInfo;
import io.appkit.api.platform.PluginState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.karaf.shell.support.ansi.SimpleAnsi;
import org.apache.karaf.shell.support.table.Col;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** Shows the plugins, one per row; a column for problems appears with the first of them. */
final class PluginTable {

    private static final int SEPARATOR = " | ".length();
    private static final int LEAST_FOR_PROBLEM = 20;
    private static final int PROBLEM_WITHOUT_TERMINAL = 200;

    private static final Map<String, String> COLORS = Arrays.stream(PluginState.values())
            .map(Condition::of)
            .collect(Collectors.toMap(Condition::label, Condition::color, (one, same) -> one));

    private final Console console;

    PluginTable(Console console) {
        this.console = console;
    }

    void print(List<PluginInfo> plugins, boolean json) {
        if (json) {
            Json.print(console, plugins.stream().map(PluginTable::values).toList());
        } else {
            table(plugins);
        }
    }

    private static Map<String, Object> values(PluginInfo plugin) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", plugin.name());
        values.put("displayName", plugin.displayName());
        values.put("stability", plugin.stability());
        values.put("version", plugin.version());
        values.put("state", plugin.state().name().toLowerCase(Locale.ROOT));
        values.put("problem", plugin.problem());
        values.put("path", plugin.prefix());
        values.put("routes", plugin.routes().size());
        return values;
    }

    private void table(List<PluginInfo> plugins) {
        boolean problems = plugins.stream().anyMatch(plugin -> plugin.problem() != null);
        ShellTable table = new ShellTable().emptyTableText("No plugin is installed; feature:list | grep appkit");
        table.column("Plugin");
        Col state = table.column("State");
        if (console.ansi()) {
            state.colorProvider(label -> COLORS.getOrDefault(label, SimpleAnsi.COLOR_DEFAULT));
        }
        table.column("Version");
        table.column("Path");
        table.column("Routes").alignRight();
        if (problems) {
            table.column("Problem");
        }
        int left = widthForProblem(plugins);
        for (PluginInfo plugin : plugins) {
            List<Object> cells = List.of(
                    plugin.name(),
                    Condition.of(plugin.state()).label(),
                    plugin.version(),
                    plugin.prefix(),
                    plugin.routes().size(),
                    problem(plugin.problem(), left));
            table.addRow().addContent(problems ? cells : cells.subList(0, cells.size() - 1));
        }
        table.print(console.out());
    }

    private static String problem(@Nullable String problem, int width) {
        return problem == null ? "" : String.join("\n", Text.wrap(Text.line(problem), width));
    }

    private int widthForProblem(List<PluginInfo> plugins) {
        if (console.width() == 0) {
            return PROBLEM_WITHOUT_TERMINAL;
        }
        int taken = widest("Plugin", plugins, PluginInfo::name)
                + widest(
                        "State", plugins, plugin -> Condition.of(plugin.state()).label())
                + widest("Version", plugins, PluginInfo::version)
                + widest("Path", plugins, PluginInfo::prefix)
                + "Routes".length()
                + 5 * SEPARATOR;
        return Math.max(LEAST_FOR_PROBLEM, console.width() - taken);
    }

    private static int widest(String header, List<PluginInfo> plugins, Function<PluginInfo, String> cell) {
        return plugins.stream().mapToInt(plugin -> cell.apply(plugin).length()).reduce(header.length(), Math::max);
    }
}
