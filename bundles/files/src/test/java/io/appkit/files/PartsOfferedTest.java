package io.appkit.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartsOfferedTest {

    private static final String INITIATE = "POST " + PartsApp.URL + "?action=initiate-upload&overwrite=true";

    @TempDir
    Path folder;

    private PartsApp parts;
    private final RandomBody body = new RandomBody(4321, 300, 1);

    @BeforeEach
    void start() {
        parts = new PartsApp(folder);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 405, 501})
    void whereTheApiIsNotThereFilesGoAsOneForAnHour(int status) throws Exception {
        parts.app.workspace.fail(INITIATE, status);
        parts.upload(body);
        parts.assertWritten(body);
        uploadAgain();
        assertThat(parts.count("initiate-upload")).isEqualTo(1);
        parts.app.nanos += Duration.ofMinutes(59).toNanos();
        uploadAgain();
        assertThat(parts.count("initiate-upload")).isEqualTo(1);
        parts.app.nanos += Duration.ofMinutes(2).toNanos();
        uploadAgain();
        assertThat(parts.count("initiate-upload")).isEqualTo(2);
        assertThat(parts.count("PUT")).isEqualTo(4);
    }

    @Test
    void anotherWayOfPartsIsNotSpoken() throws Exception {
        parts.storage.initiated = "resumable_upload";
        parts.upload(body);
        assertThat(parts.app.workspace.files.get(PartsApp.FILE)).isEqualTo(body.bytes);
        assertThat(parts.count("PUT")).isEqualTo(1);
    }

    @Test
    void whoMayNotWriteTheFileSaysNothingAboutTheApi() throws Exception {
        parts.app.workspace.fail(INITIATE, 403).fail("PUT " + PartsApp.URL + "?overwrite=true", 403);
        assertThat(parts.upload(body).status).isEqualTo(403);
        assertThat(parts.upload(body).status).isEqualTo(403);
        assertThat(parts.count("initiate-upload")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 503, 0})
    void anyOtherErrorIsOneOfTheUpload(int status) throws Exception {
        parts.app.workspace.fail(INITIATE, status);
        assertThat(parts.upload(body).status).isEqualTo(status == 0 ? 500 : status);
        assertThat(body.asked).hasValue(0);
        assertThat(parts.count("PUT")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"403, 1", "500, 3"})
    void withoutLinksTheFileGoesAsOne(int status, int calls) throws Exception {
        parts.app.workspace.fail("POST /api/2.0/fs/create-upload-part-urls", status);
        parts.upload(body);
        parts.assertWritten(body);
        assertThat(parts.count("create-upload-part-urls")).isEqualTo(calls);
        assertThat(parts.count("PUT")).isEqualTo(1);
    }

    @Test
    void aFileThatIsThereIsNotReplacedIfToldSo() throws Exception {
        parts.app.workspace.file(PartsApp.FILE, "old");
        Browser browser = parts.begin(body, false);
        assertThat(browser.text()).isEqualTo("{\"error\":\"Conflict\",\"plugin\":\"files\"}");
        assertThat(browser.status).isEqualTo(409);
        assertThat(new String(parts.app.workspace.files.get(PartsApp.FILE), StandardCharsets.UTF_8))
                .isEqualTo("old");
    }

    @Test
    void aFileThatComesMeanwhileIsNotReplacedEither() throws Exception {
        parts.app.workspace.answer(
                "POST " + PartsApp.URL + "?action=complete-upload&upload_type=multipart&session_token",
                CompletableFuture.failedFuture(MemoryWorkspace.refused(409)));
        Browser browser = parts.begin(body, false);
        browser.end();
        assertThat(browser.status).isEqualTo(409);
        parts.assertNothingLeft();
    }

    private void uploadAgain() throws Exception {
        RandomBody next = new RandomBody(4321, 300, parts.app.nanos);
        parts.upload(next);
        parts.assertWritten(next);
    }
}
