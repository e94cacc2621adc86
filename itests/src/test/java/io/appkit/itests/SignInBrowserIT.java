package io.appkit.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;

/** People at the starter's page, each in a browser of their own, who sign in at the local workspace. */
class SignInBrowserIT {

    private static final String THEO = "theo.brandt@example.com";

    private static Browser browser;
    private static Browser otherBrowser;
    private static Server server;
    private static StarterPage page;
    private static StarterPage otherPage;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start();
        otherBrowser = Browser.start();
        server = Distribution.unpack().start().awaitReady();
        page = new StarterPage(browser, server);
        otherPage = new StarterPage(otherBrowser, server);
    }

    @AfterAll
    static void stop() {
        for (Browser opened : new Browser[] {browser, otherBrowser}) {
            if (opened != null) {
                opened.close();
            }
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void signNobodyIn() {
        for (StarterPage shown : List.of(page, otherPage)) {
            shown.browser().open(shown.address(".auth/signed-out"));
            shown.browser().forgetCookies();
            shown.browser().becomeDesktop();
            shown.browser().prefer("light");
            shown.browser().complaints();
        }
    }

    @Test
    void twoPeopleSeeTwoAnswersToTheSameQuery() {
        page.openAs(Visitor.INES, "?region=EUROPE");
        otherPage.openAs(Visitor.NOOR, "?region=EUROPE");

        assertThat(page.user()).isNotEqualTo(otherPage.user());
        assertThat(page.is("ready", "customers")).isTrue();
        assertThat(page.customers()).hasSize(10).allMatch(name -> name.startsWith("Customer#"));
        assertThat(otherPage.is("denied", "customers")).isTrue();
        assertThat(otherBrowser.element("denial").getText()).contains("samples.tpch.customer");
        assertThat(otherPage.customers()).isEmpty();
        assertThat(page.figure("kpi-revenue")).isEqualTo(otherPage.figure("kpi-revenue"));

        assertThat(browser.url()).isEqualTo(page.address("?region=EUROPE"));
        assertThat(browser.complaints()).isEmpty();
        assertThat(otherBrowser.complaints())
                .singleElement()
                .asString()
                .contains("useAnalyticsQuery", "Query execution failed");
    }

    @Test
    void oneSignsOutAndTheOtherStays() {
        page.openAs(Visitor.INES, "");
        otherPage.openAs(THEO, "");
        browser.click("user-menu");
        assertThat(browser.element("user-name").getText()).isEqualTo("Ines Calder");
        assertThat(browser.element("user-email").getText()).isEqualTo(Visitor.INES);
        assertThat(browser.element("user-mode").getText()).isEqualTo("Local sample sign-in");

        browser.click("sign-out");
        browser.await("page of who is signed out", () -> browser.url().equals(page.address(".auth/signed-out")));
        browser.open(page.address(""));
        assertThat(browser.elements(By.name("user"))).isNotEmpty();

        otherPage.reload();
        assertThat(otherPage.customers()).hasSize(10);
        assertThat(browser.complaints()).isEmpty();
        assertThat(otherBrowser.complaints()).isEmpty();
    }

    @Test
    void signsInAgainWithoutLosingThePage() {
        page.openAs(THEO, "?region=EUROPE");
        List<String> before = page.customers();
        browser.run("window.kept = true");

        browser.forgetCookies();
        page.choose("segment", "BUILDING");
        assertThat(browser.element("session-ended").getText()).contains("Your session has ended");
        assertThat(page.is("refreshing", "customers")).isTrue();
        assertThat(page.customers()).isEqualTo(before);
        assertThat(browser.complaints()).isNotEmpty().allMatch(complaint -> complaint.contains("401"));
        Object scrolled = browser.run("scrollTo(0, 300); return scrollY");

        browser.inOtherWindow(() -> browser.click("sign-in-again"), () -> page.chooseAtSignIn(THEO));
        page.awaitFigures();
        assertThat(browser.has("session-ended")).isFalse();
        assertThat(page.customers()).isNotEmpty().isNotEqualTo(before);
        assertThat(browser.url()).isEqualTo(page.address("?region=EUROPE&segment=BUILDING"));
        assertThat(browser.run("return window.kept")).isEqualTo(true);
        assertThat(browser.run("return scrollY")).isEqualTo(scrolled);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void signsInAgainInPlaceAndKeepsTheFilters() {
        page.openAs(THEO, "?region=ASIA&period=1995");
        endSession();
        browser.click("sign-in-here");
        page.chooseAtSignIn(THEO);
        page.awaitFigures();
        assertThat(browser.url()).isEqualTo(page.address("?region=ASIA&period=1995"));
    }

    @Test
    void showsNothingOfOnePersonToTheNext() {
        page.openAs(Visitor.INES, "");
        String ines = page.user();
        browser.run("window.kept = true");
        endSession();
        browser.inOtherWindow(() -> browser.click("sign-in-again"), () -> page.chooseAtSignIn(Visitor.NOOR));

        browser.await("new page", () -> browser.run("return window.kept") == null);
        page.awaitFigures();
        assertThat(page.user()).isNotEqualTo(ines);
        assertThat(page.is("denied", "customers")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void isAccessibleWhoeverLooks(String theme) {
        otherBrowser.prefer(theme);
        otherBrowser.becomePhone();
        otherPage.openAs(Visitor.NOOR, "");
        assertThat(otherBrowser.violations()).isEmpty();

        otherBrowser.click("user-menu");
        otherBrowser.element("sign-out");
        assertThat(otherBrowser.violations()).isEmpty();
        browser.prefer(theme);
        page.openAs(Visitor.INES, "");
        endSession();
        assertThat(browser.violations()).isEmpty();
    }

    /** Ends the session behind the page's back, which notices when it is looked at. */
    private static void endSession() {
        browser.forgetCookies();
        browser.run("window.dispatchEvent(new Event('focus'))");
        browser.element("session-ended");
    }
}
