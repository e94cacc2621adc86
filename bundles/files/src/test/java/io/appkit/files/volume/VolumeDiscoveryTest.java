package io.appkit.files.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.config.ByteSize;
import io.appkit.api.config.ConfigurationException;
import io.appkit.api.config.Environment;
import io.appkit.files.path.VolumeRoot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeDiscoveryTest {

    private static final FilesSettings GENERAL = new FilesSettings(
            Optional.empty(),
            ByteSize.parse("5gb"),
            ByteSize.parse("10mb"),
            List.of(".a=text/a"),
            VolumeAuth.SERVICE_PRINCIPAL,
            10_000,
            false);

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, VolumeSettings> configured = new TreeMap<>();

    private Map<String, Volume> volumes() {
        return new VolumeDiscovery(GENERAL, configured, Environment.of(names)).volumes();
    }

    @Test
    void findsThoseOfTheEnvironmentFirst() {
        names.put("DATABRICKS_VOLUME_UPLOADS", "/Volumes/c/s/uploads");
        names.put("DATABRICKS_VOLUME_EXPORTS", "/Volumes/c/s/exports/sub/");
        names.put("DATABRICKS_VOLUME_", "/Volumes/c/s/nothing");
        names.put("DATABRICKS_VOLUME_EMPTY", " ");
        names.put("DATABRICKS_HOST", "x");
        configured.put("a", path("/Volumes/c/s/a"));
        configured.put("uploads", VolumeSettings.NONE);
        assertThat(volumes().keySet()).containsExactly("exports", "uploads", "a");
        assertThat(volumes().get("exports").root().map(VolumeRoot::path)).contains("/Volumes/c/s/exports/sub");
    }

    @Test
    void aConfiguredPathGoesBeforeTheEnvironment() {
        names.put("DATABRICKS_VOLUME_UP", "/Volumes/c/s/environment");
        configured.put("up", path("/Volumes/c/s/configured"));
        assertThat(volumes().get("up").root().map(VolumeRoot::path)).contains("/Volumes/c/s/configured");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user-uploads", "user.uploads", "User-Uploads"})
    void keysThatNoShellExportsAreFoundWithUnderscores(String key) {
        names.put("DATABRICKS_VOLUME_USER_UPLOADS", "/Volumes/c/s/u");
        configured.put(key, VolumeSettings.NONE);
        assertThat(volumes().keySet())
                .as("not a second time, which would be a way around the policy")
                .containsExactly(key);
    }

    @Test
    void theSkillsOfAgentsAreNoVolumeUnlessConfigured() {
        names.put("DATABRICKS_VOLUME_AGENT_SKILLS", "/Volumes/c/s/skills");
        assertThat(volumes()).isEmpty();
        configured.put("agent_skills", VolumeSettings.NONE);
        assertThat(volumes()).containsOnlyKeys("agent_skills");
    }

    @Test
    void ownValuesGoBeforeGeneralOnes() {
        configured.put("a", path("/Volumes/c/s/a"));
        configured.put(
                "b",
                new VolumeSettings(
                        Optional.of("/Volumes/c/s/b"),
                        Optional.of(VolumeAuth.ON_BEHALF_OF_USER),
                        Optional.of(ByteSize.parse("1kb")),
                        Optional.of(ByteSize.parse("2kb")),
                        Optional.of(List.of(".b=text/b")),
                        Optional.of("denyAll")));
        Volume a = volumes().get("a");
        Volume b = volumes().get("b");
        assertThat(List.of(a.auth(), a.maxUploadSize(), a.maxReadSize(), a.policy()))
                .containsExactly(VolumeAuth.SERVICE_PRINCIPAL, 5368709120L, 10485760L, Optional.empty());
        assertThat(a.types().byName("x.a")).contains("text/a");
        assertThat(List.of(b.auth(), b.maxUploadSize(), b.maxReadSize()))
                .containsExactly(VolumeAuth.ON_BEHALF_OF_USER, 1024L, 2048L);
        assertThat(b.policy()).isPresent();
        assertThat(b.types().byName("x.b")).contains("text/b");
        assertThat(b.types().byName("x.a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "x",
                "/Volumes",
                "/Volumes/c/s",
                "/Volumes/c/s/",
                "/Volumes//s/v",
                "/Volumes/c/s/../x",
                "/Volumes/c/s/v/.",
                "/volumes/c/s/v",
                "Volumes/c/s/v",
                "/Volumes/c/s/v\\x",
                "dbfs:/Volumes/c/s/v"
            })
    void aRootIsTheAbsolutePathOfAVolume(String root) {
        names.put("DATABRICKS_VOLUME_UP", root);
        assertThatThrownBy(this::volumes)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("DATABRICKS_VOLUME_UP")
                .hasMessageContaining("'" + root + "'");
        assertThatThrownBy(() -> path(root)).isInstanceOf(IllegalArgumentException.class);
    }

    private static VolumeSettings path(String path) {
        return new VolumeSettings(
                Optional.of(path),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
