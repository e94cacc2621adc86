package io.appkit.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** What the starter's page shows while plugins come and go at the console. */
class BrowserConsoleIT {

    private static final By CHECK_AGAIN = By.xpath("//button[contains(., 'Check again')]");

    private static Browser browser;
    private static Server terminal;
    private static StarterPage page;

    @BeforeAll
    static void open() {
        ConsoleIT.assumeConsole();
        browser = Browser.start();
        terminal = Distribution.unpack().openTerminal().awaitReady().signIn();
        page = new StarterPage(browser, terminal).openAs(Visitor.INES, "");
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
        if (terminal != null) {
            terminal.close();
        }
    }

    @Test
    void saysThatAPluginIsMissingUntilItIsBack() throws IOException {
        page.open("");
        uninstall();
        browser.reload();
        assertThat(browser.element("plugin-notice").getText()).contains("feature:install appkit-analytics");
        assertThat(browser.violations()).isEmpty();

        install();
        browser.click(CHECK_AGAIN);
        page.awaitFigures();
        assertThat(browser.has("plugin-notice")).isFalse();
    }

    @Test
    void failsWhereItStandsAndTriesAgainWhenTold() throws Exception {
        // The client library repeats a lost request after two seconds or more: not here, where the button is to do it.
        String noRepetition = """
                const schedule = window.setTimeout;
                window.setTimeout = (task, delay) => (delay >= 2000 ? 0 : schedule(task, delay));
                """;
        try (AutoCloseable held = browser.runFirst(noRepetition)) {
            BigDecimal revenue = page.open("").figure("kpi-revenue");
            uninstall();
            page.choose("region", "EUROPE");
            assertThat(browser.element("error-text").getText()).isNotBlank();

            install();
            browser.click("retry");
            page.awaitFigures();
            assertThat(page.figure("kpi-revenue")).isPositive().isLessThan(revenue);
        }
    }

    @Test
    void triesAgainByItself() throws IOException {
        page.open("");
        uninstall();
        page.choose("region", "ASIA");
        browser.await("failed queries", () -> page.is("failed", "orders"));

        install();
        page.awaitFigures();
        assertThat(browser.has("error-text")).isFalse();
    }

    private static void uninstall() throws IOException {
        terminal.type("feature:uninstall appkit-analytics");
        terminal.await("end of the plugin", () -> !offersQueries());
    }

    private static void install() throws IOException {
        terminal.type("feature:install appkit-analytics");
        terminal.await("the plugin", BrowserConsoleIT::offersQueries);
    }

    private static boolean offersQueries() {
        try {
            return terminal.get("/").body().contains("/api/analytics/query/");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
