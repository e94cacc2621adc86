package io.appkit.itests;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The page of the starter app, with the eyes and hands of its user. */
record StarterPage(Browser browser, Server server) {

    static final List<String> CHARTS = List.of("chart-revenue", "chart-segments", "chart-nations", "chart-shipping");

    /** Opens the page and waits for all its figures. */
    StarterPage open(String query) {
        browser.open(address(query));
        return awaitFigures();
    }

    /** Opens the page, and signs in on the way to it. */
    StarterPage openAs(String user, String query) {
        browser.open(address(query));
        chooseAtSignIn(user);
        return awaitFigures();
    }

    /** Signs in as one of the local workspace's people, which its sign-in page lists. */
    void chooseAtSignIn(String user) {
        browser.click(By.cssSelector("button[name=user][value='" + user + "']"));
    }

    /** Opens the page. */
    StarterPage openUnready() {
        browser.open(address(""));
        return this;
    }

    String address(String query) {
        return server.address("/" + query);
    }

    StarterPage reload() {
        browser.reload();
        return awaitFigures();
    }

    /** Waits until every panel has its rows, every chart is drawn, and nothing moves. */
    StarterPage awaitFigures() {
        browser.await("figures", () -> (boolean) browser.run("""
                const panels = [...document.querySelectorAll("[data-status]")];
                const eye = new OffscreenCanvas(64, 64).getContext("2d", { willReadFrequently: true });
                const drawn = [...document.querySelectorAll("[data-testid^=chart-] canvas")].filter((canvas) => {
                  eye.clearRect(0, 0, 64, 64);
                  eye.drawImage(canvas, 0, 0, 64, 64);
                  return eye.getImageData(0, 0, 64, 64).data.some((byte) => byte !== 0);
                });
                return panels.length === 7
                  && panels.every(({ dataset }) => ["ready", "denied"].includes(dataset.status))
                  && drawn.length === 4
                  && document.querySelector("[data-testid=order-row]") !== null
                  && document.getAnimations().length === 0;
                """));
        return this;
    }

    /**
     * Whether a panel is {@code loading}, {@code refreshing}, {@code ready}, {@code failed}, or {@code denied} to whoever
     * looks.
     */
    boolean is(String status, String panel) {
        return status.equals(browser.attribute(panel, "data-status"));
    }

    /** A key figure as it came from the query; null while there is none for the filters set. */
    BigDecimal figure(String kpi) {
        String value = browser.attribute(kpi, "data-value");
        return value == null ? null : new BigDecimal(value);
    }

    /** The numbers of a chart by the first column of its table, which is shown for a moment. */
    Map<String, List<BigDecimal>> figures(String chart) {
        browser.click(chart + "-view");
        Map<String, List<BigDecimal>> figures = new LinkedHashMap<>();
        for (WebElement row : browser.elements(By.cssSelector("[data-testid='" + chart + "'] tbody tr"))) {
            List<String> cells = row.findElements(By.cssSelector("th, td")).stream()
                    .map(WebElement::getText)
                    .toList();
            figures.put(
                    cells.get(0),
                    cells.stream()
                            .skip(1)
                            .map(cell -> new BigDecimal(cell.replaceAll("[$,%]", "")))
                            .toList());
        }
        browser.click(chart + "-view");
        awaitFigures();
        return figures;
    }

    /** The keys of the orders shown. */
    List<String> orders() {
        return browser.elements(Browser.byTestId("order-row")).stream()
                .map(row -> row.getDomAttribute("data-order"))
                .toList();
    }

    /** The names of the leading customers, from most to least. */
    List<String> customers() {
        return browser.elements(By.cssSelector("[data-testid=customer] > span:nth-of-type(2)")).stream()
                .map(WebElement::getText)
                .toList();
    }

    /** Waits for the SCIM id of who is signed in. */
    String user() {
        return browser.element("user-menu").getDomAttribute("data-user");
    }

    /** Chooses in one of the filters {@code region}, {@code segment}, {@code period}. */
    StarterPage choose(String filter, String value) {
        browser.click("filter-" + filter);
        browser.click("filter-" + filter + "-" + value);
        browser.await(filter + " " + value, () -> value.equals(chosen(filter)));
        return this;
    }

    String chosen(String filter) {
        return browser.attribute("filter-" + filter, "data-selected");
    }

    StarterPage chooseTheme(String theme) {
        browser.click("theme-" + theme);
        return this;
    }

    /** The theme on show, {@code light} or {@code dark}, as the class of the root element says. */
    String theme() {
        return (String) browser.run("return document.documentElement.className");
    }
}
