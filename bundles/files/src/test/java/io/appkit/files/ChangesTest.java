package io.appkit.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.ResourceRequirement;
import io.appkit.api.files.FilePolicies;
import io.appkit.api.files.FilePolicy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ChangesTest {

    private final TestApp app = new TestApp();

    @Test
    void volumesComeAndGoWithTheEnvironment() throws Exception {
        app.start();
        app.names.put("DATABRICKS_VOLUME_NEW", "/Volumes/a/b/c");
        app.changed();
        assertThat(app.plugin.clientConfig()).isEqualTo(Map.of("volumes", List.of("new", "up")));
        assertThat(app.configChanges).isEqualTo(1);
        app.names.remove("DATABRICKS_VOLUME_UP");
        app.changed();
        assertThat(app.get("list", "").status).isEqualTo(404);
        assertThat(app.configChanges).isEqualTo(2);
        app.changed();
        assertThat(app.configChanges).isEqualTo(2);
    }

    @Test
    void eachVolumeIsAResource() {
        app.start();
        assertThat(app.plugin.resources())
                .containsExactly(new ResourceRequirement(
                        "volume",
                        "volume-up",
                        "volume-up",
                        "The volume with the key up",
                        "READ_VOLUME",
                        true,
                        Map.of("path", "DATABRICKS_VOLUME_UP")));
        app.names.put("DATABRICKS_VOLUME_USER_FILES", "/Volumes/a/b/c");
        app.volumes.put("user-files", TestApp.policy("allowAll"));
        app.volumes.put("here", TestApp.at("/Volumes/a/b/here"));
        app.volumes.put("up", TestApp.policy("some service"));
        app.changed();
        assertThat(resources())
                .containsExactly(
                        "volume-up WRITE_VOLUME {path=DATABRICKS_VOLUME_UP}",
                        "volume-here READ_VOLUME {}",
                        "volume-user-files WRITE_VOLUME {path=DATABRICKS_VOLUME_USER_FILES}");
        app.volumes.put("up", TestApp.policy("denyAll"));
        app.changed();
        app.publish(FilePolicies.allowAll(), Map.of(FilePolicy.VOLUME, "*"));
        assertThat(resources())
                .contains("volume-up READ_VOLUME {path=DATABRICKS_VOLUME_UP}", "volume-here WRITE_VOLUME {}");
    }

    private List<String> resources() {
        return app.plugin.resources().stream()
                .map(resource -> resource.resourceKey() + " " + resource.permission() + " " + resource.fields())
                .toList();
    }

    @Test
    void wrongValuesLeaveEverythingAsItIs() throws Exception {
        app.start();
        app.names.put("DATABRICKS_VOLUME_UP", "nonsense");
        app.changed();
        assertThat(app.get("list", "").status).isEqualTo(200);
        assertThat(app.configChanges).isZero();
    }

    @Test
    void anEndedSessionIsToldAsElsewhere() throws Exception {
        app.volumes.put("up", TestApp.ofUsers("publicRead"));
        app.workspace.answer(
                "HEAD /api/2.0/fs/files" + TestApp.ROOT + "/a",
                CompletableFuture.failedFuture(new AppKitException(
                        ErrorKind.AUTHENTICATION, 401, "expired", "Sign in again", "SESSION_EXPIRED", null)));
        Browser browser = app.start().get("metadata", "a");
        assertThat(browser.status).isEqualTo(401);
        assertThat(browser.text())
                .isEqualTo("{\"error\":\"Sign in again\",\"plugin\":\"files\",\"code\":\"AUTHENTICATION_ERROR\","
                        + "\"errorCode\":\"SESSION_EXPIRED\"}");
    }

    /** Each request has several faults, and is told of the first one. */
    @Test
    void checksInTheirOrder() throws Exception {
        app.volumes.put("up", TestApp.ofUsers("denyAll"));
        app.start();
        assertThat(upload("none", "..", "x", false)).isEqualTo(404);
        assertThat(error("up", "..", "x", true)).contains("single string");
        assertThat(error("up", "..", "x", false)).contains("segments");
        assertThat(error("up", "a", "x", false)).contains("Content-Length");
        assertThat(upload("up", "a", "99999999999999999999", false)).isEqualTo(401);
        Browser signedIn = new Browser().query("path", "a").header("Content-Length", "99999999999999999999");
        assertThat(app.ask("upload", "up", signedIn).status).isEqualTo(403);
        assertThat(app.calls()).isEmpty();
    }

    private int upload(String volume, String path, String length, boolean twice) throws Exception {
        return asked(volume, path, length, twice).status;
    }

    private String error(String volume, String path, String length, boolean twice) throws Exception {
        return asked(volume, path, length, twice).text();
    }

    private Browser asked(String volume, String path, String length, boolean twice) throws Exception {
        Browser browser =
                new Browser().as(Browser.withoutToken("u")).query("path", path).header("Content-Length", length);
        if (twice) {
            browser.query("path", path);
        }
        return app.ask("upload", volume, browser);
    }
}
