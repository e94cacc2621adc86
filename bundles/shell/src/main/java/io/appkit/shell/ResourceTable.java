package io.appkit.shell;

import io.appkit.api.ResourceRequirement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.karaf.shell.support.table.ShellTable;

/** Shows what plugins need of the workspace, one thing per row. */
final class ResourceTable {

    private final Console console;

    ResourceTable(Console console) {
        this.console = console;
    }

    void print(List<String> plugins, Function<String, List<ResourceRequirement>> resources, boolean json) {
        if (json) {
            Json.print(
                    console,
                    plugins.stream()
                            .flatMap(plugin ->
                                    resources.apply(plugin).stream().map(resource -> values(plugin, resource)))
                            .toList());
            return;
        }
        ShellTable table = new ShellTable().emptyTableText("Nothing of the workspace is needed");
        table.column("Plugin");
        table.column("Resource");
        table.column("Permission");
        table.column("Needed");
        table.column("Told by");
        for (String plugin : plugins) {
            for (ResourceRequirement resource : resources.apply(plugin)) {
                table.addRow()
                        .addContent(
                                plugin,
                                Text.visible(resource.resourceKey()),
                                resource.permission(),
                                resource.required() ? "required" : "optional",
                                resource.fields().isEmpty()
                                        ? "configuration"
                                        : Text.visible(resource.fields().values().stream()
                                                .collect(Collectors.joining(", "))));
            }
        }
        table.print(console.out());
    }

    private static Map<String, Object> values(String plugin, ResourceRequirement resource) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("plugin", plugin);
        values.put("type", resource.type());
        values.put("resourceKey", resource.resourceKey());
        values.put("alias", resource.alias());
        values.put("description", resource.description());
        values.put("permission", resource.permission());
        values.put("required", resource.required());
        values.put("fields", resource.fields());
        return values;
    }
}
