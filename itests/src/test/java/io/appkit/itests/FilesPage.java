package io.appkit.itests;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * The file browser of the starter app, with the eyes and hands of its user. Places are what follows {@code /files/} in the
 * address: a volume, folders with a slash behind them, a file without one.
 */
record FilesPage(Browser browser, Server server) {

    String address(String place) {
        return server.address("/files/" + place);
    }

    /** Opens a place and waits until all of it is there. */
    FilesPage open(String place) {
        browser.open(address(place));
        return awaitAt(place);
    }

    /** Opens a place, and signs in on the way to it. */
    FilesPage openAs(String user, String place) {
        browser.open(address(place));
        new StarterPage(browser, server).chooseAtSignIn(user);
        return awaitAt(place);
    }

    /** Waits until a place is on show, with all that belongs to it. */
    FilesPage awaitAt(String place) {
        browser.await("address " + place, () -> browser.url().equals(address(place)));
        return awaitStill();
    }

    /** Waits until nothing loads and nothing moves. */
    FilesPage awaitStill() {
        browser.await("still page", () -> (boolean) browser.run("""
                const status = (part) => document.querySelector(`[data-testid=files-${part}]`)?.dataset.status;
                return ["ready", "failed"].includes(status("list"))
                  && ["none", "ready", "failed"].includes(status("preview"))
                  && document.getAnimations().length === 0;
                """));
        return this;
    }

    FilesPage choose(String entry) {
        browser.click(entry(entry));
        return this;
    }

    FilesPage chooseVolume(String key) {
        browser.click("files-volume");
        browser.click("files-volume-" + key);
        return this;
    }

    /** Goes back to a folder on the way to what is on show. */
    FilesPage chooseInBreadcrumb(String folder) {
        browser.click(By.xpath("//*[@data-testid='files-breadcrumb']//a[.='" + folder + "']"));
        return this;
    }

    /** The names in the list, from top to bottom. */
    List<String> entries() {
        return browser.elements(By.cssSelector("[data-entry]")).stream()
                .map(entry -> entry.getDomAttribute("data-entry"))
                .toList();
    }

    /** Waits for a name in the list. */
    FilesPage awaitEntry(String name) {
        browser.await(name, () -> entries().contains(name));
        return awaitStill();
    }

    /** Whether an entry is marked as the one on show. */
    boolean isCurrent(String entry) {
        return browser.elements(entry(entry)).stream()
                .anyMatch(shown -> "true".equals(shown.getDomAttribute("aria-current")));
    }

    /** Waits for what the page says somewhere. */
    String text(String testId) {
        return browser.element(testId).getText();
    }

    /** What is shown of a file: {@code text}, {@code table}, {@code image}, {@code pdf} or {@code nothing}. */
    String kind() {
        return browser.attribute("files-preview", "data-kind");
    }

    /** The cells of the table on show that a selector finds. */
    List<String> cells(String selector) {
        return browser.elements(By.cssSelector("[data-testid=preview-table] " + selector)).stream()
                .map(WebElement::getText)
                .toList();
    }

    FilesPage upload(Path... files) {
        return choose("upload-input", files);
    }

    /** Chooses a folder with all that is in it. */
    FilesPage uploadFolder(Path folder) {
        return choose("upload-folder-input", folder);
    }

    private FilesPage choose(String input, Path... files) {
        browser.elements(Browser.byTestId(input))
                .get(0)
                .sendKeys(Stream.of(files).map(Path::toString).collect(Collectors.joining("\n")));
        return this;
    }

    /** Holds files and folders above the page, whose hint it waits for. */
    FilesPage hold(Path... files) {
        browser.drag("dragEnter", List.of(files));
        browser.drag("dragOver", List.of(files));
        browser.element("drop-hint");
        return this;
    }

    /** Holds files and folders above the page, and lets go. */
    FilesPage drop(Path... files) {
        hold(files);
        browser.drag("drop", List.of(files));
        return this;
    }

    /** The paths of all uploads on show that are in a state. */
    List<String> uploads(String state) {
        return browser.elements(By.cssSelector("[data-testid=upload][data-state=" + state + "]")).stream()
                .map(upload -> upload.getDomAttribute("data-name"))
                .toList();
    }

    /** Waits until the line above the uploads says something. */
    FilesPage awaitUploads(String headline) {
        browser.await(headline, () -> text("uploads-status").equals(headline));
        return this;
    }

    /** Waits until an upload is {@code sending}, {@code exists}, {@code done}, {@code failed} or {@code cancelled}. */
    WebElement awaitUpload(String name, String state) {
        By upload = By.cssSelector("[data-testid=upload][data-name='" + name + "'][data-state=" + state + "]");
        browser.await(
                "upload of " + name + " that is " + state,
                () -> !browser.elements(upload).isEmpty());
        return browser.elements(upload).get(0);
    }

    /** Does something with an upload: {@code cancel}, {@code retry}, {@code replace} or {@code skip}. */
    FilesPage control(String name, String action) {
        browser.click(
                By.cssSelector("[data-testid=upload][data-name='" + name + "'] [data-testid=upload-" + action + "]"));
        return this;
    }

    FilesPage makeFolder(String name) {
        browser.click("new-folder");
        browser.element("new-folder-name").sendKeys(name, Keys.ENTER);
        return this;
    }

    private static By entry(String name) {
        return By.cssSelector("[data-entry='" + name + "']");
    }
}
