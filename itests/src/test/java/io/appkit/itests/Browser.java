package io.appkit.itests;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium of this machine, without motion, so that what it shows is final. */
final class Browser implements AutoCloseable {

    static final int PHONE_WIDTH = 360;

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Silent, since it misses classes for the DevTools of just this Chromium, which raw commands do not need. */
    private static final Logger DEVTOOLS = Logger.getLogger("org.openqa.selenium.devtools");

    static {
        DEVTOOLS.setLevel(Level.OFF);
    }

    private final ChromeDriver driver;
    private final WebDriverWait wait;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
        this.wait = new WebDriverWait(driver, LIMIT, POLL);
    }

    /** Starts one; skips the tests on a machine that has none. */
    static Browser start() {
        File chromium = find("CHROMIUM", "chromium", "chromium-browser", "google-chrome");
        File chromedriver = find("CHROMEDRIVER", "chromedriver");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--lang=en-US",
                "--window-size=1280,1000");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver)
                .withSilent(true)
                .build();
        Browser browser = new Browser(new ChromeDriver(service, options));
        browser.prefer("light");
        return browser;
    }

    private static File find(String variable, String... names) {
        String named = System.getenv(variable);
        Stream<Path> candidates = named != null
                ? Stream.of(Path.of(named))
                : Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .flatMap(folder -> Stream.of(names).map(Path.of(folder)::resolve));
        return candidates
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toFile)
                .orElseGet(() -> {
                    String reason = "no " + names[0] + " on the PATH or in " + variable + ": the page is not tested";
                    System.out.println(reason);
                    return abort(reason);
                });
    }

    void open(String url) {
        driver.get(url);
    }

    void reload() {
        driver.navigate().refresh();
    }

    /** The step before, in the history. */
    void back() {
        driver.navigate().back();
    }

    String url() {
        return driver.getCurrentUrl();
    }

    /** Waits for the visible element with a {@code data-testid}. */
    WebElement element(String testId) {
        return wait.until(ExpectedConditions.visibilityOfElementLocated(byTestId(testId)));
    }

    /** Does something that opens another window, does something in that one, and waits until it has closed itself. */
    void inOtherWindow(Runnable opening, Runnable inside) {
        String window = driver.getWindowHandle();
        opening.run();
        wait.until(ExpectedConditions.numberOfWindowsToBe(2));
        driver.getWindowHandles().stream()
                .filter(handle -> !handle.equals(window))
                .forEach(driver.switchTo()::window);
        inside.run();
        wait.until(ExpectedConditions.numberOfWindowsToBe(1));
        driver.switchTo().window(window);
    }

    /** Forgets the cookies of the page shown, as when their time is over. */
    void forgetCookies() {
        driver.manage().deleteAllCookies();
    }

    List<WebElement> elements(By by) {
        return driver.findElements(by);
    }

    boolean has(String testId) {
        return !driver.findElements(byTestId(testId)).isEmpty();
    }

    void click(String testId) {
        click(byTestId(testId));
    }

    void click(By by) {
        wait.until(ExpectedConditions.elementToBeClickable(by)).click();
    }

    /** An attribute of an element, null without one. */
    String attribute(String testId, String name) {
        return driver.findElements(byTestId(testId)).stream()
                .findFirst()
                .map(element -> element.getDomAttribute(name))
                .orElse(null);
    }

    static By byTestId(String testId) {
        return By.cssSelector("[data-testid='" + testId + "']");
    }

    /** Types into what has the focus. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Waits for a condition, which may look at elements that go meanwhile. */
    void await(String what, BooleanSupplier condition) {
        try {
            wait.ignoring(StaleElementReferenceException.class).until(any -> condition.getAsBoolean());
        } catch (TimeoutException e) {
            throw new AssertionError("no " + what + " at " + url() + "\n" + String.join("\n", complaints()), e);
        }
    }

    /** Runs a script in every page from now on, before the page's own. */
    AutoCloseable runFirst(String script) {
        Object id = cdp("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script))
                .get("identifier");
        return () -> cdp("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", id));
    }

    /**
     * Moves what lies on the desk with the mouse.
     *
     * @param step {@code dragEnter}, {@code dragOver} or {@code drop}, in this order
     * @param files files and folders
     */
    void drag(String step, List<Path> files) {
        Map<String, Object> held = Map.of(
                "items", List.of(), "files", files.stream().map(Path::toString).toList(), "dragOperationsMask", 1);
        cdp("Input.dispatchDragEvent", Map.of("type", step, "x", 200, "y", 400, "data", held));
    }

    /** The colour scheme of the system: {@code light} or {@code dark}. */
    void prefer(String scheme) {
        cdp(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** Takes the size of a phone. */
    void becomePhone() {
        cdp(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", PHONE_WIDTH, "height", 740, "deviceScaleFactor", 2, "mobile", true));
    }

    void becomeDesktop() {
        cdp("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    private Map<String, Object> cdp(String command, Map<String, Object> parameters) {
        return driver.executeCdpCommand(command, parameters);
    }

    /** What the console warned of and which requests failed since the last call. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .forEach(entry -> complaints.add(entry.getLevel() + " " + entry.getMessage()));
        driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> parse(entry.getMessage()).path("message"))
                .flatMap(event -> failure(event.path("method").asText(), event.path("params")).stream())
                .forEach(complaints::add);
        return complaints;
    }

    private static Optional<String> failure(String event, JsonNode details) {
        JsonNode response = details.path("response");
        if (event.equals("Network.responseReceived") && response.path("status").asInt() >= 400) {
            return Optional.of(response.path("status") + " of " + response.path("url"));
        }
        // The page itself cancels requests whose answer nobody waits for any more.
        if (event.equals("Network.loadingFailed") && !details.path("canceled").asBoolean()) {
            return Optional.of("failed request: " + details);
        }
        return Optional.empty();
    }

    /** Serious and critical violations of accessibility rules, as axe finds them. */
    List<String> violations() {
        run(axe());
        Object found = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run({ resultTypes: ["violations"] }).then(
                  ({ violations }) => done(violations
                    .filter(({ impact }) => impact === "serious" || impact === "critical")
                    .flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`))),
                  (error) => done([String(error)]));
                """);
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    private static String axe() {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
