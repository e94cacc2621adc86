package io.appkit.core.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.Plugin;
import io.appkit.api.ResourceRequirement;
import io.appkit.core.Stand;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** What a plugin needs, by its manifest and as it tells. */
class PluginResourcesTest {

    private static final ResourceRequirement WAREHOUSE =
            new ResourceRequirement("sql_warehouse", "wh", "", "", "CAN_USE", true, Map.of("id", "WAREHOUSE_ID"));
    private static final ResourceRequirement TEMPLATE = new ResourceRequirement(
            "volume", "volume-files", "Files", "A volume", "WRITE_VOLUME", false, Map.of("path", "VOLUME_FILES"));

    @TempDir
    private Path folder;

    private Supplier<List<ResourceRequirement>> told = List::of;
    private PluginMount mount;

    @AfterEach
    void stop() {
        if (mount != null) {
            mount.close();
        }
    }

    private PluginManifest manifest() throws Exception {
        Path file = Files.write(folder.resolve("manifest.json"), """
                {"name": "x", "resources": {
                  "required": [{"type": "sql_warehouse", "resourceKey": "wh", "permission": "CAN_USE",
                                "fields": {"id": {"env": "WAREHOUSE_ID"}, "fixed": {"value": "1"}}}],
                  "optional": [{"type": "volume", "resourceKey": "volume-files", "alias": "Files",
                                "description": "A volume", "permission": "WRITE_VOLUME",
                                "fields": {"path": {"env": "VOLUME_FILES"}}}]}}
                """.getBytes(UTF_8));
        URL url = file.toUri().toURL();
        Dictionary<String, String> headers = FrameworkUtil.asDictionary(Map.of(PluginManifest.HEADER, "manifest.json"));
        Bundle bundle = Stand.in(Bundle.class, Map.of("getHeaders", none -> headers, "getEntry", path -> url));
        return PluginManifest.of(bundle).orElseThrow();
    }

    private List<ResourceRequirement> resources() throws Exception {
        mount = new PluginMount(manifest(), new Plugin() {
            @Override
            public List<ResourceRequirement> resources() {
                return told.get();
            }
        });
        return mount.resources();
    }

    @Test
    void aManifestSpeaksForAPluginThatTellsNothing() throws Exception {
        assertThat(resources()).containsExactly(WAREHOUSE, TEMPLATE);
    }

    @Test
    void whatIsToldTakesThePlaceOfTemplatesOfItsType() throws Exception {
        ResourceRequirement volume =
                new ResourceRequirement("volume", "volume-up", "", "", "READ_VOLUME", true, Map.of());
        told = () -> List.of(volume);
        assertThat(resources()).containsExactly(volume, WAREHOUSE);
        told = List::of;
        assertThat(mount.resources()).containsExactly(WAREHOUSE, TEMPLATE);
    }

    @Test
    void aPluginThatCannotTellHarmsNobody() throws Exception {
        told = () -> {
            throw new NoClassDefFoundError("gone");
        };
        assertThat(resources()).containsExactly(WAREHOUSE, TEMPLATE);
    }
}
