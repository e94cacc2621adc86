package io.appkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.files.FileAction;
import io.appkit.api.files.FilePolicies;
import io.appkit.api.files.FilePolicy;
import io.appkit.api.files.FilePolicyUser;
import io.appkit.api.files.FileResource;
import io.appkit.files.content.ContentTypes;
import io.appkit.files.policy.PolicyDecisions;
import io.appkit.files.policy.PolicySelection;
import io.appkit.files.policy.PolicyServices;
import io.appkit.files.policy.PublishedPolicy;
import io.appkit.files.volume.Volume;
import io.appkit.files.volume.VolumeAuth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.FrameworkUtil;

class PolicyTest {

    private final TestApp app = new TestApp();
    private final List<String> asked = new ArrayList<>();

    private FilePolicy recording(boolean allowed) {
        return (action, resource, user) -> {
            asked.add(action.label() + " " + resource.path() + " " + resource.size() + " " + user.id() + " "
                    + user.servicePrincipal());
            return CompletableFuture.completedFuture(allowed);
        };
    }

    private Browser ask(FileAction action) throws Exception {
        Browser browser = new Browser().query("path", "a//b").header("Content-Length", "0");
        browser.json = Map.of("path", "./a/b");
        return app.ask(action.label(), "up", browser);
    }

    @ParameterizedTest
    @EnumSource(FileAction.class)
    void everyoneMayReadWhatNobodySpeaksOf(FileAction action) throws Exception {
        app.start();
        Browser browser = ask(action);
        if (action.reading()) {
            assertThat(browser.status).isNotEqualTo(403);
        } else {
            assertThat(browser.status).isEqualTo(403);
            assertThat(browser.text())
                    .isEqualTo("{\"error\":\"Policy denied \\\"" + action.label()
                            + "\\\" on volume \\\"up\\\"\",\"plugin\":\"files\"}");
            assertThat(app.calls()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(FileAction.class)
    void isAskedBeforeTheWorkspace(FileAction action) throws Exception {
        app.publish(recording(false), Map.of(FilePolicy.VOLUME, "up"));
        assertThat(app.start().workspace.calls).isEmpty();
        assertThat(ask(action).status).isEqualTo(403);
        assertThat(app.calls()).isEmpty();
        String size = action == FileAction.UPLOAD ? "OptionalLong[0]" : "OptionalLong.empty";
        assertThat(asked).containsExactly(action.label() + " a/b " + size + " ines false");
    }

    @Test
    void knowsTheRootAsSlash() throws Exception {
        app.publish(recording(true), Map.of(FilePolicy.VOLUME, "up"));
        app.start().ask("list", "up", new Browser());
        assertThat(asked).containsExactly("list / OptionalLong.empty ines false");
    }

    @ParameterizedTest
    @CsvSource({
        "publicRead, 200, 403",
        "allowAll, 200, 200",
        "denyAll, 403, 403",
        "mine, 503, 503",
        "filter:(kind=none), 503, 503"
    })
    void isTheConfiguredOneBeforeAnyOther(String name, int list, int mkdir) throws Exception {
        app.volumes.put("up", TestApp.policy(name));
        app.publish(recording(true), Map.of(FilePolicy.VOLUME, "up"));
        app.start();
        assertThat(ask(FileAction.LIST).status).isEqualTo(list);
        assertThat(ask(FileAction.MKDIR).status).isEqualTo(mkdir);
        assertThat(asked).isEmpty();
    }

    @Test
    void followsServicesAsTheyComeAndGo() throws Exception {
        app.volumes.put("up", TestApp.policy("mine"));
        app.start();
        assertThat(ask(FileAction.LIST).text()).isEqualTo("{\"error\":\"Policy unavailable\",\"plugin\":\"files\"}");
        PublishedPolicy mine = app.publish(recording(true), Map.of(FilePolicy.NAME, "mine"));
        assertThat(ask(FileAction.LIST).status).isEqualTo(200);
        app.policies.remove(mine);
        assertThat(ask(FileAction.LIST).status).isEqualTo(503);
        assertThat(app.calls()).hasSize(1);
    }

    @Test
    void aNameIsTakenLiterally() throws Exception {
        app.volumes.put("up", TestApp.policy("m*)(name=*"));
        app.publish(recording(true), Map.of(FilePolicy.NAME, "mine"));
        assertThat(app.start().get("list", "").status).isEqualTo(503);
    }

    @Test
    void isFoundByFilter() throws Exception {
        app.volumes.put("up", TestApp.policy("filter:(&(kind=files)(level>=2))"));
        app.publish(recording(true), Map.of("kind", "files", "level", 2));
        assertThat(app.start().get("list", "").status).isEqualTo(200);
    }

    @Test
    void severalMustAllAllow() throws Exception {
        app.publish(recording(true), Map.of(FilePolicy.VOLUME, new String[] {"other", "up"}));
        PublishedPolicy denying = app.publish(recording(false), Map.of(FilePolicy.VOLUME, List.of("up")));
        app.start();
        assertThat(ask(FileAction.LIST).status).isEqualTo(403);
        app.policies.remove(denying);
        assertThat(ask(FileAction.LIST).status).isEqualTo(200);
    }

    @Test
    void thoseForTheVolumeGoBeforeThoseForAll() throws Exception {
        app.publish(FilePolicies.denyAll(), Map.of(FilePolicy.VOLUME, "*"));
        PublishedPolicy own = app.publish(FilePolicies.allowAll(), Map.of(FilePolicy.VOLUME, "up"));
        app.start();
        assertThat(ask(FileAction.LIST).status).isEqualTo(200);
        app.policies.remove(own);
        assertThat(ask(FileAction.LIST).status).isEqualTo(403);
    }

    @Test
    void oneThatFailsDenies() throws Exception {
        List<FilePolicy> failing = List.of(
                (action, resource, user) -> {
                    throw new IllegalStateException("secret");
                },
                (action, resource, user) -> {
                    throw new NoClassDefFoundError("gone");
                },
                (action, resource, user) -> CompletableFuture.failedFuture(new IllegalStateException("secret")),
                (action, resource, user) -> CompletableFuture.completedFuture(null),
                (action, resource, user) -> null);
        app.start();
        for (FilePolicy policy : failing) {
            PublishedPolicy published = app.publish(policy, Map.of(FilePolicy.VOLUME, "up"));
            Browser browser = ask(FileAction.LIST);
            assertThat(browser.status).isEqualTo(500);
            assertThat(browser.text()).isEqualTo("{\"error\":\"Policy evaluation failed\",\"plugin\":\"files\"}");
            app.policies.remove(published);
        }
        assertThat(app.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneThatDoesNotDecideDenies(boolean blocking) throws Exception {
        CountDownLatch interrupted = new CountDownLatch(blocking ? 1 : 0);
        failsInTime(
                (action, resource, user) -> {
                    if (blocking) {
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            interrupted.countDown();
                        }
                    }
                    return new CompletableFuture<>();
                },
                CompletableFuture.completedFuture(new FilePolicyUser("u", false)));
        interrupted.await();
    }

    @Test
    void aDecisionDoesNotWaitForeverToLearnWhoAsks() {
        failsInTime(FilePolicies.all(FilePolicies.allowAll()), new CompletableFuture<>());
    }

    private static void failsInTime(FilePolicy policy, CompletableFuture<FilePolicyUser> user) {
        PolicyServices services = new PolicyServices() {
            @Override
            public List<PublishedPolicy> published() {
                return List.of(new PublishedPolicy(policy, FrameworkUtil.asDictionary(Map.of(FilePolicy.VOLUME, "v"))));
            }

            @Override
            public void close() {}
        };
        Volume volume = new Volume(
                "v",
                Optional.empty(),
                Optional.empty(),
                VolumeAuth.SERVICE_PRINCIPAL,
                1,
                1,
                ContentTypes.custom(List.of()),
                Optional.empty());
        try (PolicyDecisions decisions = new PolicyDecisions(new PolicySelection(services), Duration.ofMillis(20))) {
            var decision = decisions.check(
                    volume, FileAction.LIST, new FileResource("/", "v", OptionalLong.empty()), () -> user);
            assertThat(decision.toCompletableFuture())
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .havingCause()
                    .withMessageContaining("TimeoutException");
        }
    }

    @Test
    void theAppIsKnownBeforeItIsAskedFor() {
        app.workspace.fail("GET /api/2.0/preview/scim/v2/Me", 503);
        app.publish(recording(true), Map.of(FilePolicy.VOLUME, "up"));
        app.start();
        assertThatThrownBy(() -> app.files.volume("up").exists("a"))
                .hasMessageContaining("The policy of volume 'up' failed");
        app.workspace.scripted.clear();
        app.files.volume("up").exists("a");
        app.calls();

        app.start();
        app.files.volume("up").list("");
        assertThat(app.calls()).containsExactly("app GET /api/2.0/fs/directories" + TestApp.ROOT + "?page_size=1000");
    }

    @Test
    void hidesVolumesThatMayNotBeListed() throws Exception {
        app.general = TestApp.general(10, true, List.of());
        app.names.put("DATABRICKS_VOLUME_B", "/Volumes/a/b/b");
        app.names.put("DATABRICKS_VOLUME_C", "/Volumes/a/b/c");
        app.volumes.put("b", TestApp.policy("denyAll"));
        app.volumes.put("c", TestApp.ofUsers("publicRead"));
        app.start();
        assertThat(app.ask("volumes", "", new Browser()).text()).isEqualTo("{\"volumes\":[\"c\",\"up\"]}");
        assertThat(app.ask("volumes", "", new Browser().as(Browser.withoutToken("u")))
                        .text())
                .isEqualTo("{\"volumes\":[\"up\"]}");
    }

    @Test
    void whoIsMeantFollowsFromVolumeAndCaller() throws Exception {
        app.names.put("DATABRICKS_VOLUME_OWN", TestApp.ROOT);
        app.volumes.put("own", TestApp.ofUsers("mine"));
        app.publish(recording(true), Map.of(FilePolicy.NAME, "mine", FilePolicy.VOLUME, "up"));
        app.start();

        app.ask("list", "up", new Browser().as(Browser.withoutToken("noor")));
        app.ask("list", "own", new Browser().as(Browser.user("ines")));
        Browser unknown = app.ask("list", "own", new Browser().as(Browser.withoutToken("noor")));
        app.workspace.development = true;
        app.ask("list", "own", new Browser().as(Browser.withoutToken("noor")));
        app.files.volume("up").list("");
        app.files.asUser(Browser.user("theo")).volume("up").list("");

        assertThat(asked.stream().map(line -> line.replaceFirst(".*empty ", "")))
                .containsExactly("noor false", "ines false", "sp-1 true", "sp-1 true", "theo false");
        assertThat(unknown.status).isEqualTo(401);
        assertThat(unknown.text()).isEqualTo("{\"error\":\"Unauthorized\",\"plugin\":\"files\"}");
        assertThat(app.calls())
                .extracting(call -> call.replaceFirst("/api/2.0/(fs/directories|preview).*", ""))
                .containsExactly("app GET ", "ines GET ", "app GET ", "theo GET ");
    }
}
