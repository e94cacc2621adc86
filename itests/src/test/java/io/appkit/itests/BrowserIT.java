package io.appkit.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The starter's page in a browser, as a server shows it that was started with nothing but a port. */
class BrowserIT {

    private static final Pattern WORKSPACE = Pattern.compile("A local workspace runs at http://([^;\\s]+)");

    private static final String NOTE_VIOLATIONS = """
            window.violations = [];
            addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
              violations.push(`${effectiveDirective} ${blockedURI}`));
            """;

    /** The least that the client needs (contract: client, section 5), and the fonts of the starter itself. */
    private static final String STRICTEST = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data: blob:; connect-src 'self'; font-src 'self'";

    private static Browser browser;
    private static Distribution distribution;
    private static Server server;
    private static StarterPage page;

    @BeforeAll
    static void start() {
        browser = Browser.start();
        distribution = Distribution.unpack();
        server = distribution.start().awaitReady().signIn();
        page = new StarterPage(browser, server).openAs(Visitor.INES, "");
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
        browser.run("localStorage.clear()");
        browser.becomeDesktop();
        browser.prefer("light");
    }

    @Test
    void showsKeyFiguresAndFourChartsOfTheNumbersOfTheSql() throws Exception {
        Answers answers = new Answers(server, "ALL");
        page.open("");

        assertThatPageShows(answers.kpis());
        assertThat(page.figures("chart-revenue")).hasSize(12).containsExactlyEntriesOf(answers.months());
        assertThat(page.figures("chart-segments")).hasSize(5).containsExactlyEntriesOf(answers.segments());
        assertThat(page.figures("chart-nations")).hasSize(10).containsExactlyEntriesOf(answers.nations());
        assertThat(page.figures("chart-shipping")).hasSize(7).containsExactlyEntriesOf(answers.shipments());
    }

    @Test
    void addsUpToTheSameRevenueInEveryPanel() {
        page.open("?region=EUROPE");

        BigDecimal revenue = page.figure("kpi-revenue");
        assertThat(revenue).isPositive();
        assertThat(sumOfFirst(page.figures("chart-revenue"))).isEqualTo(revenue);
        assertThat(sumOfFirst(page.figures("chart-segments"))).isEqualTo(revenue);
        assertThat(page.figures("chart-nations"))
                .containsOnlyKeys("France", "Germany", "Romania", "Russia", "United Kingdom");
        assertThat(sumOfFirst(page.figures("chart-nations"))).isEqualTo(revenue);
    }

    @Test
    void listsTheOrdersOfTheSqlPageByPage() throws Exception {
        List<Answers.Order> orders = new Answers(server, "ALL").orders();
        List<String> keys = orders.stream().map(Answers.Order::key).toList();
        page.open("");
        assertThat(page.orders()).isEqualTo(keys.subList(0, 10));

        browser.click("orders-next");
        browser.await("second page", () -> page.orders().equals(keys.subList(10, 20)));
        browser.click("orders-previous");
        browser.await("first page", () -> page.orders().equals(keys.subList(0, 10)));

        String customer = orders.get(50).customer();
        List<String> keysOfCustomer = orders.stream()
                .filter(order -> order.customer().equals(customer))
                .map(Answers.Order::key)
                .toList();
        browser.element("orders-search").sendKeys(customer);
        browser.await("orders of " + customer, () -> page.orders().equals(keysOfCustomer));
    }

    @Test
    void followsAFilterAndKeepsItInTheAddress() throws Exception {
        Answers europe = new Answers(server, "EUROPE");
        Map<String, BigDecimal> kpis = europe.kpis();
        assertThat(kpis).isNotEqualTo(new Answers(server, "ALL").kpis());
        page.open("").choose("region", "EUROPE");
        browser.await("revenue of Europe", () -> kpis.get("revenue").equals(page.figure("kpi-revenue")));
        page.awaitFigures();

        assertThatPageShows(kpis);
        assertThat(page.figures("chart-revenue")).containsExactlyEntriesOf(europe.months());
        assertThat(browser.url()).isEqualTo(page.address("?region=EUROPE"));

        page.reload();
        assertThat(page.chosen("region")).isEqualTo("EUROPE");
        assertThatPageShows(kpis);

        browser.click("filter-clear");
        browser.await("all regions", () -> "ALL".equals(page.chosen("region")));
        assertThat(browser.url()).isEqualTo(page.address(""));
    }

    @Test
    void saysThatItsDataIsLocalAndWhereItComesFrom() {
        String workspace = server.output().stream()
                .flatMap(line -> WORKSPACE.matcher(line).results())
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow();
        page.open("");

        assertThat(browser.element("local-badge").getText()).isEqualToIgnoringCase("local data");
        assertThat(browser.attribute("local-badge", "title")).endsWith(workspace);
    }

    @Test
    void saysThatItLoadsUntilThereIsData() throws Exception {
        String holdAnswers = """
                const send = window.fetch;
                const gate = new Promise((resolve) => { window.openGate = resolve; });
                window.fetch = (...request) => gate.then(() => send(...request));
                """;
        try (AutoCloseable held = browser.runFirst(holdAnswers)) {
            page.openUnready();
            for (String chart : StarterPage.CHARTS) {
                assertThat(browser.element(chart).getText()).contains("Loading…");
                assertThat(page.is("loading", chart)).isTrue();
                assertThat(browser.attribute(chart, "aria-busy")).isEqualTo("true");
            }
            assertThat(page.figure("kpi-revenue")).isNull();

            browser.run("openGate()");
            page.awaitFigures();
            assertThat(browser.attribute("chart-revenue", "aria-busy")).isEqualTo("false");
        }
    }

    @Test
    void saysWhichQueriesFailedAndTriesAgainWhenTold() throws IOException {
        Map<Path, String> queries = new HashMap<>();
        for (String key : List.of("kpis", "revenue_by_nation")) {
            Path query = query(key);
            queries.put(query, Files.readString(query));
            Files.writeString(query, queries.get(query).replace("tpch.orders", "tpch.nowhere"));
        }
        page.openUnready();
        browser.await("failed nations", () -> page.is("failed", "chart-nations"));
        browser.await("failed key figures", () -> page.is("failed", "kpis"));
        browser.await("revenue of months", () -> page.is("ready", "chart-revenue"));
        assertThat(browser.elements(Browser.byTestId("error-text")))
                .extracting(WebElement::getText)
                .containsExactly("Query execution failed", "Query execution failed");
        assertThat(browser.violations()).isEmpty();
        assertThat(browser.complaints()).hasSize(2).allMatch(complaint -> complaint.contains("Query execution failed"));

        for (Map.Entry<Path, String> query : queries.entrySet()) {
            Files.writeString(query.getKey(), query.getValue());
        }
        browser.click("retry");
        page.awaitFigures();
        assertThat(browser.has("error-text")).isFalse();
    }

    private static Path query(String key) throws IOException {
        return appFile("config", "queries", key + ".sql");
    }

    /** A file in the folder where the running server keeps the starter's app. */
    private static Path appFile(String... path) throws IOException {
        try (Stream<Path> files = Files.walk(distribution.home().resolve("data"))) {
            return files.filter(file -> file.endsWith(Path.of("app", path)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void keepsItsPolicyAndRunsNoScriptThatIsNotItsOwn() throws Exception {
        try (AutoCloseable noting = browser.runFirst(NOTE_VIOLATIONS)) {
            page.open("");
            page.chooseTheme("dark");
            assertThat(policyViolations()).isEmpty();

            browser.run("""
                    const script = document.createElement("script");
                    script.textContent = "window.foreign = true";
                    document.body.append(script);
                    """);
            browser.await("refusal", () -> !policyViolations().isEmpty());
            assertThat(policyViolations()).containsExactly("script-src-elem inline");
            assertThat(browser.run("return window.foreign")).isNull();
        }
        assertThat(browser.complaints()).singleElement().asString().contains("Content Security Policy");
    }

    @Test
    void worksUnderTheStrictestPolicyOfItsClient() throws Exception {
        Path index = appFile("dist", "index.html");
        String html = Files.readString(index);
        String meta = "<head><meta http-equiv=\"Content-Security-Policy\" content=\"" + STRICTEST + "\">";
        Files.writeString(index, html.replace("<head>", meta));
        try (AutoCloseable noting = browser.runFirst(NOTE_VIOLATIONS)) {
            page.open("").choose("region", "EUROPE");
            page.awaitFigures();
            page.chooseTheme("dark");

            assertThat((boolean) browser.run("return document.head.innerHTML.includes('http-equiv')"))
                    .isTrue();
            assertThat(policyViolations()).isEmpty();
        } finally {
            Files.writeString(index, html);
        }
    }

    private static List<String> policyViolations() {
        return ((List<?>) browser.run("return violations"))
                .stream().map(String::valueOf).toList();
    }

    @Test
    void changesItsThemeAndRemembersIt() {
        page.open("");
        for (String theme : List.of("dark", "light")) {
            page.chooseTheme(theme);
            assertThatThemeIs(theme);
            page.reload();
            assertThatThemeIs(theme);
        }
    }

    @Test
    void followsTheThemeOfTheSystemUnlessToldOtherwise() {
        browser.prefer("dark");
        page.open("");
        assertThatThemeIs("dark");

        browser.prefer("light");
        browser.await("light theme", () -> page.theme().equals("light"));

        page.chooseTheme("dark").chooseTheme("system");
        assertThatThemeIs("light");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void fitsOnAPhone(String theme) {
        browser.becomePhone();
        browser.prefer(theme);
        page.open("");

        assertThatThemeIs(theme);
        assertThat((long) browser.run("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(Browser.PHONE_WIDTH);
        assertThat(browser.violations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void isAccessible(String theme) {
        browser.prefer(theme);
        page.open("?region=EUROPE");

        assertThatThemeIs(theme);
        assertThat(browser.violations()).isEmpty();
    }

    @Test
    void isOperatedWithTheKeyboardAlone() {
        page.open("");
        List<String> passed = new ArrayList<>();
        while (!passed.contains("filter-region") && passed.size() < 20) {
            browser.press(Keys.TAB);
            passed.add(String.valueOf(browser.run("return document.activeElement.dataset.testid")));
        }
        assertThat(passed).contains("filter-region");

        browser.press(Keys.ENTER);
        awaitFocus("filter-region-ALL");
        browser.press(Keys.ARROW_DOWN);
        awaitFocus("filter-region-AFRICA");
        browser.press(Keys.ENTER);

        awaitFocus("filter-region");
        assertThat(page.chosen("region")).isEqualTo("AFRICA");
        assertThat(browser.url()).isEqualTo(page.address("?region=AFRICA"));
        page.awaitFigures();
    }

    private static void awaitFocus(String testId) {
        browser.await(
                "focus on " + testId, () -> testId.equals(browser.run("return document.activeElement.dataset.testid")));
    }

    private static void assertThatThemeIs(String theme) {
        assertThat(page.theme()).isEqualTo(theme);
        assertThat(browser.run("return getComputedStyle(document.documentElement).colorScheme"))
                .isEqualTo(theme);
    }

    private static void assertThatPageShows(Map<String, BigDecimal> kpis) {
        assertThat(page.figure("kpi-revenue")).isEqualTo(kpis.get("revenue"));
        assertThat(page.figure("kpi-orders")).isEqualTo(kpis.get("orders"));
        assertThat(page.figure("kpi-aov")).isEqualTo(kpis.get("average_order_value"));
        assertThat(page.figure("kpi-customers")).isEqualTo(kpis.get("customers"));
        assertThat(browser.element("kpi-orders").getText())
                .contains(String.format(Locale.US, "%,.0f", kpis.get("orders")));
    }

    private static BigDecimal sumOfFirst(Map<String, List<BigDecimal>> figures) {
        return figures.values().stream().map(row -> row.get(0)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
