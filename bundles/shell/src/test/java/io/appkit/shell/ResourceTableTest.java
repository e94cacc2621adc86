package io.appkit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.ResourceRequirement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourceTableTest {

    private static final Map<String, List<ResourceRequirement>> RESOURCES = Map.of(
            "analytics",
            List.of(new ResourceRequirement(
                    "sql_warehouse",
                    "sql-warehouse",
                    "SQL warehouse",
                    "Runs queries",
                    "CAN_USE",
                    true,
                    Map.of("id", "DATABRICKS_WAREHOUSE_ID"))),
            "files",
            List.of(new ResourceRequirement(
                    "volume", "volume-up", "volume-up", "Files", "READ_VOLUME", false, Map.of())));

    private static String print(boolean json, String... plugins) {
        Screen screen = new Screen();
        new ResourceTable(screen.console(80, false))
                .print(List.of(plugins), plugin -> RESOURCES.getOrDefault(plugin, List.of()), json);
        return screen.text();
    }

    @Test
    void aResourcePerRow() {
        assertThat(print(false, "analytics", "files", "starter")).isEqualTo("""
                        Plugin    | Resource      | Permission  | Needed   | Told by
                        ----------+---------------+-------------+----------+------------------------
                        analytics | sql-warehouse | CAN_USE     | required | DATABRICKS_WAREHOUSE_ID
                        files     | volume-up     | READ_VOLUME | optional | configuration
                        """);
    }

    @Test
    void nothingIsSaidInWords() {
        assertThat(print(false, "starter")).contains("Nothing of the workspace is needed");
    }

    @Test
    void scriptsGetJson() {
        assertThat(print(true, "analytics")).isEqualToIgnoringWhitespace("""
                        [ { "plugin" : "analytics", "type" : "sql_warehouse", "resourceKey" : "sql-warehouse",
                            "alias" : "SQL warehouse", "description" : "Runs queries", "permission" : "CAN_USE",
                            "required" : true, "fields" : { "id" : "DATABRICKS_WAREHOUSE_ID" } } ]
                        """);
    }
}
