package io.appkit.server.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.appkit.api.Registration;
import io.appkit.api.ResourceRequirement;
import io.appkit.api.config.Environment;
import io.appkit.api.platform.Lease;
import io.appkit.api.platform.Mount;
import io.appkit.api.platform.PluginInfo;
import io.appkit.api.platform.PluginRegistry;
import io.appkit.api.platform.Route;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page is told (contract: server, section 6). */
class BootPayloadTest {

    @TempDir
    Path app;

    private final Map<String, String> environment = new HashMap<>(Map.of("DATABRICKS_APP_NAME", "orders"));
    private final Plugins plugins = new Plugins();
    private final BootPayload payload =
            new BootPayload(plugins, Environment.of(environment), () -> Optional.of(app), Map::of);

    @AfterEach
    void stop() {
        payload.close();
    }

    private String text() {
        return new String(payload.json(), StandardCharsets.UTF_8);
    }

    private JsonNode json() throws Exception {
        return new ObjectMapper().readTree(payload.json());
    }

    @Test
    void anAppWithoutAnythingHasAllFieldsAndNothingInThem() {
        environment.clear();

        assertThat(text()).isEqualTo("{\"appName\":\"\",\"queries\":{},\"endpoints\":{},\"plugins\":{}}");
    }

    @Test
    void namesEachEndpointByItsWholePathAndLeavesOutPluginsThatSayNothing() throws Exception {
        plugins.start("analytics", Map.of(), route("query", "/query/:query_key"), route("arrow", "/arrow/:id"));
        plugins.start("silent", Map.of());
        plugins.start("files", Map.of("volumes", List.of("up")));

        assertThat(json().path("endpoints").toString())
                .isEqualTo(
                        "{\"analytics\":{\"query\":\"/api/analytics/query/:query_key\",\"arrow\":\"/api/analytics/arrow/:id\"}}");
        assertThat(json().path("plugins").toString()).isEqualTo("{\"files\":{\"volumes\":[\"up\"]}}");
    }

    @Test
    void namesTheQueriesWithoutTheirEndings() throws Exception {
        Path queries = Files.createDirectories(app.resolve("config/queries"));
        for (String name : List.of("sales.sql", "mine.obo.sql", "not a key.sql", "notes.txt", "a.b.sql")) {
            Files.writeString(queries.resolve(name), "SELECT 1");
        }

        assertThat(json().path("queries").toString()).isEqualTo("{\"mine\":\"mine\",\"sales\":\"sales\"}");
        Files.writeString(queries.resolve("new.sql"), "SELECT 1");
        assertThat(json().path("queries").has("new")).isTrue();
    }

    @Test
    void followsANewVersionOfAPlugin() {
        TestMount first = plugins.start("files", Map.of("version", 1));
        plugins.start("other", Map.of());
        assertThat(text()).contains("\"version\":1");

        plugins.replace(first, new TestMount("files", Map.of("version", 2)));
        assertThat(text()).contains("\"version\":2").doesNotContain("\"version\":1");
    }

    @Test
    void thePayloadIsTheSameArrayUntilSomethingChanges() {
        byte[] before = payload.json();
        assertThat(payload.json()).isSameAs(before);
        plugins.start("files", Map.of("volumes", List.of("up")));
        assertThat(payload.json()).isNotSameAs(before);
    }

    @Test
    void valuesThatAreNoPlainDataAreLeftOutAndThoseOfOthersStay() throws Exception {
        plugins.start("wrong", Map.of("action", new Object()));
        plugins.start("trap", Map.of("a", Map.of("__proto__", 1)));
        plugins.start("right", Map.of("a", 1));

        assertThat(json().path("plugins").toString()).isEqualTo("{\"right\":{\"a\":1}}");
    }

    @Test
    void whatAPluginTellsLaterReachesThePageToo() throws Exception {
        environment.put("DATABRICKS_TOKEN", "dapi-1234");
        TestMount files = plugins.start("files", Map.of("volumes", List.of("up")));
        byte[] before = payload.json();

        plugins.tell(files, Map.of("volumes", List.of("up", "reports"), "leak", "dapi-1234"));

        assertThat(payload.json()).isNotSameAs(before);
        assertThat(json().path("plugins").path("files").path("volumes").toString())
                .isEqualTo("[\"up\",\"reports\"]");
        assertThat(text()).doesNotContain("dapi-1234");
        plugins.tell(files, Map.of());
        assertThat(json().path("plugins").has("files")).isFalse();
    }

    @Test
    void secretsOfTheEnvironmentAreKeptFromThePage() {
        environment.put("DATABRICKS_TOKEN", "dapi-1234");
        plugins.start("leaky", Map.of("url", "https://x/?t=dapi-1234", "dapi-1234", true));

        assertThat(text()).doesNotContain("dapi-1234").contains("[redacted by appkit]");
    }

    @Test
    void noTextEndsTheElementItStandsIn() throws Exception {
        String hostile = "</script><!--&\u2028\u2029";
        environment.put("DATABRICKS_APP_NAME", hostile);

        assertThat(text()).doesNotContain("<", ">", "&", "\u2028", "\u2029").contains("\\u003c/script\\u003e");
        assertThat(json().path("appName").asText()).isEqualTo(hostile);
    }

    private static Route route(String name, String template) {
        return new Route(name, "GET", template, exchange -> {});
    }

    private static final class TestMount implements Mount {

        private final String plugin;
        private Map<String, ?> values;
        private final List<Route> routes;

        TestMount(String plugin, Map<String, ?> values, Route... routes) {
            this.plugin = plugin;
            this.values = values;
            this.routes = List.of(routes);
        }

        @Override
        public String plugin() {
            return plugin;
        }

        @Override
        public String prefix() {
            return "/api/" + plugin;
        }

        @Override
        public List<Route> routes() {
            return routes;
        }

        @Override
        public Map<String, ?> clientConfig() {
            return values;
        }

        @Override
        public Executor executor() {
            return Runnable::run;
        }
    }

    private static final class Plugins implements PluginRegistry {

        private final List<Mount> mounts = new ArrayList<>();
        private final List<Runnable> listeners = new ArrayList<>();

        TestMount start(String plugin, Map<String, ?> values, Route... routes) {
            TestMount mount = new TestMount(plugin, values, routes);
            mounts.add(mount);
            listeners.forEach(Runnable::run);
            return mount;
        }

        void tell(TestMount mount, Map<String, ?> values) {
            mount.values = values;
            listeners.forEach(Runnable::run);
        }

        void replace(Mount old, Mount by) {
            mounts.set(mounts.indexOf(old), by);
            listeners.forEach(Runnable::run);
        }

        @Override
        public CompletionStage<Optional<Lease>> acquire(String prefix) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public List<PluginInfo> plugins() {
            return List.of();
        }

        @Override
        public List<ResourceRequirement> resources(String plugin) {
            return List.of();
        }

        @Override
        public List<Mount> mounts() {
            return List.copyOf(mounts);
        }

        @Override
        public Registration onChange(Runnable action) {
            listeners.add(action);
            return () -> listeners.remove(action);
        }
    }
}
