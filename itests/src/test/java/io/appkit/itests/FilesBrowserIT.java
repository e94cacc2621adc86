package io.appkit.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The starter's file browser, as Ines uses it at the local workspace. */
class FilesBrowserIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UNICODE = "Übersicht – année 1998 – 概要.md";

    /** Not so large that it is uploaded in parts. */
    private static final long LARGE = 48 << 20;

    private static final int SLOW = 256 << 10;

    private static Browser browser;
    private static Distribution distribution;
    private static Server server;
    private static WorkspaceFaults faults;
    private static FilesPage page;

    /** The volume behind the page's back. */
    private static VolumeClient volume;

    @TempDir
    private Path desk;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start();
        int port = Distribution.freePort();
        distribution = Distribution.unpack().configure("appkit.local.cfg", "port = " + port, "faults = true");
        server = distribution.start().awaitReady().signIn();
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
    void isFoundFromTheDashboardAndBack() {
        StarterPage dashboard = new StarterPage(browser, server).open("");
        browser.click("nav-files");
        page.awaitAt("files/");
        assertThat(browser.attribute("nav-files", "aria-current")).isEqualTo("page");
        assertThat(page.entries())
                .containsSubsequence(
                        "charts",
                        "handbook",
                        "notes",
                        "queries",
                        "scripts",
                        "nations.json",
                        "README.md",
                        "revenue-by-nation.csv");

        browser.click("nav-dashboard");
        dashboard.awaitFigures();
        assertThat(browser.url()).isEqualTo(dashboard.address(""));
    }

    @Test
    void browsesByClickBreadcrumbAndHistory() {
        page.open("files/").choose("notes").awaitAt("files/notes/");
        assertThat(page.entries()).containsExactly("archive", "ideas.txt", "monday.md", UNICODE);
        assertThat(page.text("files-summary")).matches("1 folder and 3 files, [\\d.]+ [kK]?B");

        page.choose("archive").awaitAt("files/notes/archive/");
        page.choose("1997").awaitAt("files/notes/archive/1997/");
        page.choose("ideas.txt").awaitAt("files/notes/archive/1997/ideas.txt");
        assertThat(page.isCurrent("ideas.txt")).isTrue();

        page.chooseInBreadcrumb("notes").awaitAt("files/notes/");
        assertThat(browser.attribute("files-preview", "data-status")).isEqualTo("none");
        browser.back();
        page.awaitAt("files/notes/archive/1997/ideas.txt");
        browser.back();
        page.awaitAt("files/notes/archive/1997/");
        assertThat(page.entries()).containsExactly("empty.txt", "ideas.txt");

        page.chooseVolume("reports").awaitAt("reports/");
        assertThat(page.entries()).containsExactly("1998");
        browser.back();
        page.awaitAt("files/notes/archive/1997/");
    }

    @Test
    void showsWhatTheAddressNames() {
        String file = "files/notes/" + encoded(UNICODE);
        page.open(file);
        assertThat(page.entries()).contains(UNICODE);
        assertThat(page.isCurrent(UNICODE)).isTrue();
        assertThat(page.kind()).isEqualTo("text");
        page.chooseInBreadcrumb("notes").awaitAt("files/notes/").choose(UNICODE).awaitAt(file);

        browser.open(page.address("files/notes"));
        page.awaitAt("files/notes/");
        browser.open(page.address(""));
        page.awaitAt("files/");
        assertThat(browser.complaints()).isEmpty();

        page.open("files/nowhere/");
        assertThat(page.text("files-error")).isEqualTo("This folder does not exist, or no longer.");
        page.open("files/nothing.txt");
        assertThat(page.text("preview-error")).isEqualTo("This file does not exist, or no longer.");
        assertThatRequestsWereRefusedWith(404);
    }

    @Test
    void showsWhatIsInAFile() {
        page.open("files/").choose("revenue-by-nation.csv").awaitAt("files/revenue-by-nation.csv");
        assertThat(page.kind()).isEqualTo("table");
        assertThat(page.cells("th")).containsExactly("quarter", "region", "nation", "orders", "customers", "revenue");
        assertThat(page.cells("tbody tr:first-child td"))
                .containsExactly("1997-Q1", "AFRICA", "ALGERIA", "126", "39", "2519941.47");

        page.open("files/notes/").choose("ideas.txt").awaitAt("files/notes/ideas.txt");
        assertThat(page.kind()).isEqualTo("text");
        assertThat(page.text("preview-text")).startsWith("Ideas for the next quarter");

        page.open("files/charts/revenue-by-quarter.png");
        assertThat(page.kind()).isEqualTo("image");
        browser.await("picture", () -> (boolean)
                browser.run("return document.querySelector('[data-testid=preview-image]').naturalWidth > 100"));

        page.open("files/handbook/returns-policy.pdf");
        assertThat(page.kind()).isEqualTo("pdf");
        assertThat(browser.element("preview-pdf").getDomAttribute("src")).startsWith("blob:");
    }

    @Test
    void uploadsWhatIsChosen() throws Exception {
        String folder = newFolder("chosen");
        page.open(folder).upload(file("one.txt", "1"), file("two & %.txt", "2"));
        page.awaitUpload("one.txt", "done");
        page.awaitUpload("two & %.txt", "done");

        page.awaitEntry("one.txt").awaitEntry("two & %.txt");
        assertThat(page.text("uploads-status")).isEqualTo("2 files uploaded");
        assertThat(volume.get("read", "chosen/one.txt").body()).isEqualTo("1");
        assertThat(volume.get("read", "chosen/two & %.txt").body()).isEqualTo("2");
        browser.click("uploads-close");
        browser.await("end of the list of uploads", () -> !browser.has("uploads"));
    }

    @Test
    void uploadsWhatIsDropped() throws Exception {
        page.open(newFolder("dropped")).drop(file("note.txt", "dropped here"));
        page.awaitUpload("note.txt", "done");

        assertThat(browser.has("drop-hint")).isFalse();
        page.awaitEntry("note.txt").choose("note.txt").awaitAt("files/dropped/note.txt");
        assertThat(page.text("preview-text")).isEqualTo("dropped here");
    }

    @Test
    void asksBeforeItReplacesAFile() throws Exception {
        newFolder("replaced");
        volume.upload("replaced/kept.txt", "old");
        volume.upload("replaced/replaced.txt", "old");
        page.open("files/replaced/replaced.txt");
        page.upload(file("kept.txt", "new"), file("replaced.txt", "new"));
        page.awaitUpload("kept.txt", "exists");
        page.awaitUpload("replaced.txt", "exists");
        assertThat(volume.get("read", "replaced/replaced.txt").body()).isEqualTo("old");

        page.control("kept.txt", "skip").awaitUpload("kept.txt", "cancelled");
        page.control("replaced.txt", "replace").awaitUpload("replaced.txt", "done");
        assertThat(volume.get("read", "replaced/kept.txt").body()).isEqualTo("old");
        assertThat(volume.get("read", "replaced/replaced.txt").body()).isEqualTo("new");
        browser.await(
                "what is new in it",
                () -> page.awaitStill().text("preview-text").equals("new"));
    }

    @Test
    void leavesNothingOfAnUploadThatIsCancelled() throws Exception {
        Path large = desk.resolve("large.bin");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(LARGE);
        }
        ObjectNode slow = JSON.createObjectNode().put("kind", "slow_upload").put("bytes_per_second", SLOW);
        page.open(newFolder("cancelled"));
        try (var slowed = faults.add(slow, "PUT /api/2.0/fs/files*", "")) {
            page.upload(large).awaitUpload("large.bin", "sending");
            browser.await("upload at the workspace", () -> slowed.hits() == 1 && unfinished() == 1);

            page.control("large.bin", "cancel");
            assertThat(page.awaitUpload("large.bin", "cancelled").getText()).contains("Not uploaded");
        }
        browser.await("end of the upload at the workspace", () -> unfinished() == 0);
        assertThat(page.text("uploads-status")).isEqualTo("Upload cancelled");
        page.open("files/cancelled/");
        assertThat(page.text("files-summary")).isEqualTo("Empty folder");
        assertThat(volume.get("exists", "cancelled/large.bin").body()).isEqualTo("{\"exists\":false}");
    }

    @Test
    void makesAFolderAndDeletesIt() throws Exception {
        String parent = newFolder("parent");
        page.open(parent).makeFolder("child").awaitAt(parent + "child/");
        assertThat(page.text("files-summary")).isEqualTo("Empty folder");
        page.open(parent).makeFolder("child");
        assertThat(page.text("new-folder-complaint")).isEqualTo("There is something of this name already.");
        browser.click("new-folder-cancel");
        assertThat(browser.has("delete-folder")).isFalse();

        page.choose("child").awaitAt(parent + "child/");
        volume.upload("parent/child/late.txt", "x");
        browser.click("delete-folder");
        browser.click("delete-confirm");
        assertThat(page.text("delete-complaint")).isEqualTo("This folder is not empty. Delete what is in it first.");
        assertThatRequestsWereRefusedWith(409);

        volume.delete("parent/child/late.txt");
        browser.click("delete-confirm");
        page.awaitAt(parent);
        browser.await("end of the folder", () -> page.entries().isEmpty());
        assertThat(volume.get("exists", "parent/child").body()).isEqualTo("{\"exists\":false}");
    }

    @Test
    void deletesAFileOnceThatIsConfirmed() throws Exception {
        String folder = newFolder("deleted");
        volume.upload("deleted/gone.txt", "x");
        volume.upload("deleted/stays.txt", "x");
        page.open(folder + "gone.txt");
        browser.click("preview-delete");
        assertThat(page.text("delete-dialog")).contains("Delete this file?", "gone.txt");
        browser.click("delete-cancel");
        browser.await("end of the question", () -> !browser.has("delete-dialog"));
        assertThat(volume.get("exists", "deleted/gone.txt").body()).isEqualTo("{\"exists\":true}");

        browser.click("preview-delete");
        browser.click("delete-confirm");
        page.awaitAt(folder);
        browser.await("end of the file", () -> page.entries().equals(List.of("stays.txt")));
        assertThat(browser.has("delete-dialog")).isFalse();
        assertThat(volume.get("exists", "deleted/gone.txt").body()).isEqualTo("{\"exists\":false}");
    }

    @Test
    void offersNoChangesOnceTheVolumeHasRefusedOne() throws Exception {
        page.open("reports/").upload(file("new.txt", "x"));
        assertThat(page.awaitUpload("new.txt", "failed").getText())
                .contains("This app does not let you upload to this volume.");
        assertThatRequestsWereRefusedWith(403);
        assertThat(page.text("read-only")).startsWith("Read-only: this app does not let you change this volume.");
        assertThat(browser.has("upload-button")).isFalse();
        assertThat(browser.has("upload-folder-button")).isFalse();
        assertThat(browser.has("new-folder")).isFalse();
        browser.click("uploads-close");

        page.choose("1998").awaitAt("reports/1998/").choose("q4").awaitAt("reports/1998/q4/");
        page.choose("revenue.csv").awaitAt("reports/1998/q4/revenue.csv");
        assertThat(browser.has("preview-download")).isTrue();
        assertThat(browser.has("preview-delete")).isFalse();
        Path other = file("other.txt", "x");
        assertThat(page.hold(other).text("drop-hint")).isEqualTo("reports is read-only");
        page.drop(other);
        browser.await("end of the hint", () -> !browser.has("drop-hint"));
        assertThat(browser.has("uploads")).isFalse();

        page.chooseVolume("files").awaitAt("files/");
        assertThat(browser.has("read-only")).isFalse();
        assertThat(browser.has("upload-button")).isTrue();
    }

    @Test
    void triesAgainWhatAVolumeHasRefused() {
        page.open("reports/1998/q4/revenue.csv");
        browser.click("preview-delete");
        browser.click("delete-confirm");
        assertThat(page.text("delete-complaint"))
                .isEqualTo("This app does not let you delete anything in this volume.");
        browser.click("delete-cancel");
        assertThat(page.text("read-only")).startsWith("This app does not let you delete in this volume.");
        assertThat(browser.has("preview-delete")).isFalse();

        page.makeFolder("new");
        assertThat(page.text("new-folder-complaint"))
                .isEqualTo("This app does not let you create folders in this volume.");
        assertThat(page.text("read-only")).startsWith("Read-only:");
        browser.click("read-only-forget");
        assertThat(browser.has("read-only")).isFalse();
        assertThat(browser.has("preview-delete")).isTrue();
        assertThatRequestsWereRefusedWith(403);
        page.open("reports/");
        assertThat(page.entries()).containsExactly("1998");
    }

    @ParameterizedTest
    @CsvSource({"light, false", "light, true", "dark, false", "dark, true"})
    void isAccessible(String theme, boolean phone) throws Exception {
        browser.prefer(theme);
        if (phone) {
            browser.becomePhone();
        }
        page.open("files/").upload(file("nations.json", "{}")).awaitUpload("nations.json", "exists");
        browser.click("new-folder");
        browser.element("new-folder-name");
        assertThatEverybodyCanUseIt(theme);

        page.control("nations.json", "skip").awaitUpload("nations.json", "cancelled");
        browser.click("uploads-close");
        page.choose("revenue-by-nation.csv").awaitAt("files/revenue-by-nation.csv");
        assertThat(browser.element("files-preview").isDisplayed()).isTrue();
        assertThatEverybodyCanUseIt(theme);

        browser.click("preview-delete");
        browser.element("delete-dialog");
        assertThatEverybodyCanUseIt(theme);
        browser.click("delete-cancel");
        if (phone) {
            browser.click("preview-back");
            page.awaitAt("files/");
        }
    }

    private static void assertThatEverybodyCanUseIt(String theme) {
        page.awaitStill();
        assertThat(browser.run("return document.documentElement.className")).isEqualTo(theme);
        assertThat((boolean) browser.run("return document.documentElement.scrollWidth <= innerWidth"))
                .as("fits in the width")
                .isTrue();
        assertThat(browser.violations()).isEmpty();
    }

    /** All that the browser complains of, and there is something. */
    private static void assertThatRequestsWereRefusedWith(int status) {
        assertThat(browser.complaints())
                .isNotEmpty()
                .allMatch(complaint -> complaint.startsWith(status + " of ")
                        || complaint.contains("the server responded with a status of " + status));
    }

    /** A folder of a test's own. */
    private static String newFolder(String name) throws Exception {
        assertThat(volume.createDirectory(name).statusCode()).isEqualTo(200);
        return "files/" + name + "/";
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(desk.resolve(name), content);
    }

    /** How many uploads the workspace is about to receive. */
    private static int unfinished() {
        String[] drafts = distribution
                .home()
                .resolve("var/local/volumes/.unfinished")
                .toFile()
                .list();
        return drafts.length;
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
