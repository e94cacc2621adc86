package io.appkit.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Uploads of whole folders, and large ones, in the starter's file browser. */
class UploadsBrowserIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SLOW = 64 << 10;
    private static final int SMALL = 1 << 20;

    /** More than what is between the browser and the workspace can hold, but not so large that it is uploaded in parts. */
    private static final int LARGE = 48 << 20;

    private static Browser browser;
    private static Server server;
    private static WorkspaceFaults faults;
    private static FilesPage page;
    private static VolumeClient volume;

    @TempDir
    private Path desk;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start();
        int port = Distribution.freePort();
        server = Distribution.unpack()
                .configure("appkit.local.cfg", "port = " + port, "faults = true")
                .start()
                .awaitReady()
                .signIn();
        faults = new WorkspaceFaults(port);
        volume = new VolumeClient(server, "files", server.identity());
        page = new FilesPage(browser, server).openAs(Visitor.INES, "files/");
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void leavesNoComplaintAndNoTrace() {
        assertThat(browser.complaints()).isEmpty();
        browser.becomeDesktop();
        browser.prefer("light");
    }

    @Test
    void uploadsAFolderThatIsDropped() throws Exception {
        Path photos = photos();
        page.open(newFolder("dropped")).drop(photos, file("beside.txt", "b"));

        page.awaitUploads("5 files and folders uploaded").awaitEntry("photos").awaitEntry("beside.txt");
        assertThat(page.uploads("done"))
                .containsExactlyInAnyOrder(
                        "beside.txt", "photos/first.txt", "photos/1997/second.txt", "photos/1997/raw", "photos/empty");
        assertThat(browser.has("drop-hint")).isFalse();
        page.choose("photos").awaitAt("files/dropped/photos/");
        assertThat(page.entries()).containsExactly("1997", "empty", "first.txt");
        page.choose("1997").awaitAt("files/dropped/photos/1997/");
        assertThat(page.entries()).containsExactly("raw", "second.txt");
        assertThat(volume.get("read", "dropped/photos/1997/second.txt").body()).isEqualTo("second");
        assertThat(volume.get("read", "dropped/beside.txt").body()).isEqualTo("b");
    }

    @Test
    void asksOnceForAllFilesThatAreThere() throws Exception {
        Path photos = photos();
        newFolder("chosen/photos/1997");
        volume.upload("chosen/photos/first.txt", "old");
        volume.upload("chosen/photos/1997/second.txt", "old");
        page.open("files/chosen/").uploadFolder(photos).awaitUploads("2 files of the same name");

        browser.click("upload-skip-all");
        page.awaitUploads("Upload cancelled");
        assertThat(volume.get("read", "chosen/photos/first.txt").body()).isEqualTo("old");
        browser.click("uploads-close");

        page.uploadFolder(photos).awaitUploads("2 files of the same name");
        browser.click("upload-replace-all");
        page.awaitUploads("2 files uploaded");
        assertThat(volume.get("read", "chosen/photos/first.txt").body()).isEqualTo("first");
        assertThat(volume.get("read", "chosen/photos/1997/second.txt").body()).isEqualTo("second");
    }

    @Test
    void endsAllUploadsAtOnce() throws Exception {
        page.open(newFolder("ended"));
        try (var slowed = faults.add(slowUpload(), "PUT /api/2.0/fs/files*", "")) {
            page.drop(files(5, LARGE));
            browser.await("uploads at the workspace", () -> slowed.hits() == 3);
            assertThat(page.text("uploads-status")).isEqualTo("Uploading 5 files");
            assertThat(page.uploads("sending")).hasSize(3);
            assertThat(page.text("uploads-course")).startsWith("File 1 of 5 · ").contains(" of 240 MB");
            assertThat(leavingIsWarnedOf()).isTrue();

            browser.click("upload-cancel-all");
            page.awaitUploads("Upload cancelled");
            assertThat(leavingIsWarnedOf()).isFalse();
        }
        page.open("files/ended/");
        assertThat(page.entries()).containsExactly("made");
        page.choose("made").awaitAt("files/ended/made/");
        assertThat(page.text("files-summary")).isEqualTo("Empty folder");
    }

    @Test
    void goesOnAfterASessionThatEndsInTheMiddle() throws Exception {
        page.open(newFolder("resumed"));
        browser.run("window.kept = true");
        browser.forgetCookies();
        page.drop(files(2, SMALL));
        assertThat(browser.element("session-ended").getText()).contains("Uploads wait for you");
        assertThat(browser.has("sign-in-here")).isFalse();
        assertThat(page.text("uploads-course")).isEqualTo("They go on as soon as you are signed in again.");
        assertThat(browser.complaints()).isNotEmpty().allMatch(complaint -> complaint.contains("401"));

        signInAgain();
        page.awaitUploads("2 files uploaded").awaitEntry("made");
        assertThat(browser.run("return window.kept")).isEqualTo(true);
        assertThat(volume.get("metadata", "resumed/made/2.bin").body()).contains("\"contentLength\":" + SMALL);
    }

    @Test
    void sendsAgainWhatWasRefusedSinceTheSessionHadEnded() throws Exception {
        String folder = newFolder("refused");
        volume.upload("refused/1.bin", "old");
        page.open(folder).upload(files(1, LARGE).resolve("1.bin")).awaitUpload("1.bin", "exists");
        browser.forgetCookies();
        page.control("1.bin", "replace");
        browser.element("session-ended");
        assertThat(page.awaitUpload("1.bin", "sending").getText()).contains("Goes on once you are signed in");
        assertThat(volume.get("read", "refused/1.bin").body()).isEqualTo("old");
        assertThat(browser.complaints()).isNotEmpty();

        signInAgain();
        page.awaitUpload("1.bin", "done");
        assertThat(volume.get("metadata", "refused/1.bin").body()).contains("\"contentLength\":" + LARGE);
    }

    @Test
    void uploadsNothingOfTooMuch() throws Exception {
        Path many = Files.createDirectory(desk.resolve("many"));
        for (int i = 0; i <= 1000; i++) {
            Files.createFile(many.resolve(i + ".txt"));
        }
        page.open(newFolder("spared")).drop(many);
        assertThat(page.awaitUpload("many", "failed").getText()).contains("There are more than 1,000 files");
        assertThat(volume.get("list", "spared").body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource({"light, false", "light, true", "dark, false", "dark, true"})
    void isAccessible(String theme, boolean phone) throws Exception {
        browser.prefer(theme);
        if (phone) {
            browser.becomePhone();
        }
        page.open(newFolder(theme + phone));
        try (var slowed = faults.add(slowUpload(), "PUT /api/2.0/fs/files*", "")) {
            page.drop(files(4, LARGE));
            browser.await("uploads at the workspace", () -> slowed.hits() == 3);
            assertThatEverybodyCanUseIt();
            browser.click("upload-cancel-all");
            page.awaitUploads("Upload cancelled");
        }
        page.open("reports/").uploadFolder(photos()).awaitUploads("2 files not uploaded");
        assertThat(browser.element("read-only").isDisplayed()).isTrue();
        assertThat(browser.complaints()).isNotEmpty().allMatch(complaint -> complaint.contains("403"));
        assertThatEverybodyCanUseIt();
    }

    private static void signInAgain() {
        browser.inOtherWindow(
                () -> browser.click("sign-in-again"),
                () -> new StarterPage(browser, server).chooseAtSignIn(Visitor.INES));
    }

    private static void assertThatEverybodyCanUseIt() {
        page.awaitStill();
        assertThat((boolean) browser.run("return document.documentElement.scrollWidth <= innerWidth"))
                .as("fits in the width")
                .isTrue();
        assertThat(browser.violations()).isEmpty();
    }

    private static boolean leavingIsWarnedOf() {
        return (boolean) browser.run("return !dispatchEvent(new Event('beforeunload', { cancelable: true }))");
    }

    private static ObjectNode slowUpload() {
        return JSON.createObjectNode().put("kind", "slow_upload").put("bytes_per_second", SLOW);
    }

    /** A folder of a test's own. */
    private static String newFolder(String name) throws Exception {
        assertThat(volume.createDirectory(name).statusCode()).isEqualTo(200);
        return "files/" + name + "/";
    }

    /** A folder with files, folders, and what nobody wants to have. */
    private Path photos() throws IOException {
        Path photos = desk.resolve("photos");
        Files.createDirectories(photos.resolve("1997/raw"));
        Files.createDirectories(photos.resolve("empty"));
        Files.writeString(photos.resolve("first.txt"), "first");
        Files.writeString(photos.resolve("1997/second.txt"), "second");
        Files.writeString(photos.resolve(".DS_Store"), "junk");
        Files.writeString(photos.resolve("empty/Thumbs.db"), "junk");
        return photos;
    }

    /** A folder {@code made} with files {@code 1.bin}, {@code 2.bin} and so on. */
    private Path files(int count, int size) throws IOException {
        Path folder = Files.createDirectory(desk.resolve("made"));
        for (int i = 1; i <= count; i++) {
            try (RandomAccessFile file =
                    new RandomAccessFile(folder.resolve(i + ".bin").toFile(), "rw")) {
                file.setLength(size);
            }
        }
        return folder;
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(desk.resolve(name), content);
    }
}
