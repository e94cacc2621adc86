package io.appkit.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.appkit.itests.FaultCell.Answer;
import io.appkit.itests.FaultCell.Run;
import io.appkit.itests.FaultKind.Effect;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call to the workspace on the way of a query, and everything that can go wrong with it: the page gets the contract's
 * answer in bounded time, and the next request succeeds. All run at once, each against faults of its own.
 */
@Timeout(180)
class FaultsIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Longer than the pauses between three tries, which add up to 4.5 s at most. */
    private static final int TIMEOUT_MILLIS = 9_000;

    private static final int FIRST_BYTE_MILLIS = 12_000;
    private static final int STARTUP_MILLIS = 3_000;

    private static final Set<FaultStep> WITH_INLINE_ARROW = EnumSet.of(
            FaultStep.ROWS_SUBMISSION,
            FaultStep.ROWS_POLL,
            FaultStep.ROWS_PART,
            FaultStep.INLINE_SUBMISSION,
            FaultStep.INLINE_POLL,
            FaultStep.KEPT_SUBMISSION);

    private static final Set<FaultStep> WITH_LINKS = EnumSet.of(
            FaultStep.LINKS,
            FaultStep.FIRST_DOWNLOAD,
            FaultStep.LATER_DOWNLOAD,
            FaultStep.KEPT_STATEMENT,
            FaultStep.KEPT_DOWNLOAD);

    private static final Set<FaultStep> AFTER_THE_FIRST_BYTE = EnumSet.of(FaultStep.LINKS, FaultStep.LATER_DOWNLOAD);

    /** What is tried again, and is well then. */
    private static final Set<FaultKind> PASSING = EnumSet.complementOf(EnumSet.of(
            FaultKind.BLACK_HOLE, FaultKind.BYTE_PER_SECOND, FaultKind.FORBIDDEN, FaultKind.NOT_FOUND, FaultKind.HTML));

    private static final Map<String, Run> RUNS = new LinkedHashMap<>();

    @TempDir
    static Path app;

    private static Server server;
    private static WorkspaceFaults workspace;
    private static Leftovers leftovers;
    private static Set<String> busyBefore;
    private static Answer wide;

    @BeforeAll
    static void run() throws Exception {
        Files.createDirectories(app.resolve("config/queries"));
        for (FaultCell cell : cells().toList()) {
            write(cell.key(), cell.sql());
        }
        write("wide", wideSql());
        for (String query : List.of("hanging", "dripping", "left_1", "left_2", "left_3")) {
            write(query, "SELECT id FROM range(5) /*" + query + "*/");
        }
        workspace = new WorkspaceFaults(Distribution.freePort());
        server = Distribution.unpack()
                .configure(
                        "appkit.analytics.cfg",
                        "timeout = " + TIMEOUT_MILLIS,
                        "warehouseStartupTimeoutMs = " + STARTUP_MILLIS,
                        "arrowFirstByteTimeoutMs = " + FIRST_BYTE_MILLIS)
                .configure("appkit.local.cfg", "faults = true", "port = " + workspace.port())
                // Connections that are well are closed soon, so that those left behind show; but not within the pauses
                // between tries, since Java may close one that it has just taken up again.
                .start(Map.of(
                        "APPKIT_APP_DIR",
                        app.toString(),
                        "JAVA_OPTS",
                        "-Xms64m -Xmx512m -Djdk.httpclient.keepalive.timeout=3"))
                .awaitReady()
                .signIn();
        leftovers = new Leftovers(server.pid());
        busyBefore = leftovers.busy();
        // First, and one after the other, since they share the one warehouse.
        for (FaultCell cell :
                cells().filter(cell -> cell.step() == FaultStep.READINESS).toList()) {
            runAll(List.of(cell));
        }
        workspace.deliver(JSON.createObjectNode()
                .put("longest_wait_ms", 0)
                .put("chunk_rows", 2)
                .set("inline", JSON.createArrayNode().add("JSON_ARRAY").add("ARROW_STREAM")));
        wide = FaultCell.send(() -> FaultStep.INLINE_SUBMISSION.request(server, "wide"))
                .get();
        runAll(cells().filter(cell -> WITH_INLINE_ARROW.contains(cell.step())).toList());
        workspace.deliver(JSON.createObjectNode().put("chunk_rows", 2));
        runAll(cells().filter(cell -> WITH_LINKS.contains(cell.step())).toList());
    }

    private static void write(String key, String sql) throws Exception {
        Files.writeString(app.resolve("config/queries").resolve(key + ".sql"), sql);
    }

    private static String wideSql() {
        StringBuilder columns = new StringBuilder("SELECT 0 AS c0");
        for (int i = 1; i < 700; i++) {
            columns.append(", ").append(i).append(" AS a_longer_name_").append(i);
        }
        return columns.append(" /*wide*/").toString();
    }

    private static void runAll(List<FaultCell> cells) {
        List<CompletableFuture<Run>> runs =
                cells.stream().map(cell -> cell.run(server, workspace)).toList();
        runs.stream()
                .map(CompletableFuture::join)
                .forEach(run -> RUNS.put(run.cell().toString(), run));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Stream<FaultCell> cells() {
        return Stream.concat(lasting(), passing());
    }

    private static Stream<FaultCell> lasting() {
        return Stream.of(FaultStep.values())
                .flatMap(step -> Stream.of(FaultKind.values()).map(fault -> new FaultCell(step, fault, 0)))
                // After the first byte there is no deadline but that of silence, see below.
                .filter(cell -> !AFTER_THE_FIRST_BYTE.contains(cell.step())
                        || cell.fault().effect() != Effect.SILENT);
    }

    private static Stream<FaultCell> passing() {
        List<FaultCell> cells = new ArrayList<>();
        for (FaultStep step : EnumSet.of(FaultStep.ROWS_POLL, FaultStep.ROWS_PART, FaultStep.LINKS)) {
            PASSING.forEach(fault -> cells.add(new FaultCell(step, fault, 1)));
        }
        for (FaultKind fault : EnumSet.of(
                FaultKind.UNAUTHENTICATED, FaultKind.TOKEN_EXPIRED, FaultKind.TOO_MANY, FaultKind.UNAVAILABLE)) {
            cells.add(new FaultCell(FaultStep.ROWS_SUBMISSION, fault, 1));
            cells.add(new FaultCell(FaultStep.INLINE_SUBMISSION, fault, 1));
        }
        return cells.stream();
    }

    private static Run ran(FaultCell cell) {
        return RUNS.get(cell.toString());
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void aFaultThatLastsGivesTheContractsAnswerAndTheNextRequestSucceeds(FaultCell cell) {
        Run run = ran(cell);
        assertThat(run.hits()).isPositive();
        assertThat(run.during().text())
                .doesNotContain("secret", "scripted", "Exception", "external-links", "127.0.0.1");
        switch (cell.step()) {
            case READINESS -> assertReadiness(cell, run.during());
            case FIRST_DOWNLOAD, KEPT_DOWNLOAD -> assertDownload(cell, run.during());
            case LATER_DOWNLOAD ->
                assertThat(run.during().status()).as("a broken connection").isZero();
            case LINKS -> assertLinks(cell, run.during());
            case KEPT_STATEMENT -> assertKept(cell, run.during());
            case INLINE_SUBMISSION, INLINE_POLL -> assertBytes(cell, run.during());
            default -> assertError(cell, terminal(run.during()));
        }
        if (cell.step().repeats()) {
            assertSuccess(cell, run.after());
        }
    }

    @ParameterizedTest
    @MethodSource("passing")
    void aFaultThatPassesIsNotSeen(FaultCell cell) {
        assertThat(ran(cell).hits()).isEqualTo(1);
        assertSuccess(cell, ran(cell).during());
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void aStatementWhoseEndIsNotKnownIsCancelled(FaultCell cell) {
        boolean unknown =
                switch (cell.step()) {
                    case ROWS_POLL, INLINE_POLL -> true;
                    // The answer to the submission comes after all, if too late, and names a statement that runs.
                    case ROWS_SUBMISSION, INLINE_SUBMISSION, KEPT_SUBMISSION ->
                        cell.fault() == FaultKind.TOO_MANY || cell.fault() == FaultKind.BYTE_PER_SECOND;
                    default -> false;
                };
        WorkspaceFaults.Rule cancels = ran(cell).cancels();
        if (unknown) {
            server.await("a cancelled statement", () -> cancels.hits() == 1);
        } else {
            assertThat(cancels.hits()).isZero();
        }
    }

    /** The only message with which a stream may end. */
    private static JsonNode terminal(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
        assertThat(answer.text()).endsWith("\n\n");
        List<JsonNode> messages = answer.messages();
        assertThat(messages.stream()
                        .filter(message -> !message.path("type").asText().equals("warehouse_status")))
                .hasSize(1);
        return messages.get(messages.size() - 1);
    }

    private static void assertError(FaultCell cell, JsonNode message) {
        assertThat(message.path("type").asText()).isEqualTo("error");
        boolean silent = cell.fault().effect() == Effect.SILENT;
        assertThat(message.path("error").asText())
                .isEqualTo(silent ? "Query timed out, please try again" : "Query execution failed");
        assertThat(message.path("code").asText())
                .isEqualTo(
                        switch (cell.fault().effect()) {
                            case LOST, AWAY -> "TEMPORARY_UNAVAILABLE";
                            case SILENT -> "TIMEOUT";
                            case REFUSED, UNREADABLE -> "UPSTREAM_ERROR";
                        });
        assertThat(message.path("errorCode").asText())
                .isEqualTo(silent ? "" : cell.fault().errorCode());
    }

    /** The statement is tried all the same, unless the wait is over. */
    private static void assertReadiness(FaultCell cell, Answer answer) {
        JsonNode message = terminal(answer);
        if (cell.fault().effect() == Effect.SILENT) {
            assertError(cell, message);
        } else {
            assertThat(message.path("type").asText()).isEqualTo("result");
        }
    }

    private static void assertBytes(FaultCell cell, Answer answer) {
        boolean silent = cell.fault().effect() == Effect.SILENT;
        boolean away = cell.fault().effect() == Effect.LOST || cell.fault().effect() == Effect.AWAY;
        assertJson(
                answer,
                away ? 503 : 500,
                silent ? "Query timed out, please try again" : "Query execution failed",
                silent ? "" : cell.fault().errorCode());
    }

    private static void assertLinks(FaultCell cell, Answer answer) {
        // The second link may be asked for before or after the first bytes have gone.
        if (answer.status() != 0) {
            assertThat(answer.status()).isGreaterThanOrEqualTo(500);
            assertThat(answer.json().path("plugin").asText()).isEqualTo("analytics");
        }
    }

    /** Object stores have no codes; bytes of a half chunk may have gone when it breaks off. */
    private static void assertDownload(FaultCell cell, Answer answer) {
        boolean kept = cell.step() == FaultStep.KEPT_DOWNLOAD;
        boolean half = cell.fault() == FaultKind.CUT || cell.fault() == FaultKind.WRONG_LENGTH;
        if (half && answer.status() == 0) {
            return;
        }
        switch (cell.fault()) {
            case BLACK_HOLE, BYTE_PER_SECOND ->
                assertJson(
                        answer,
                        503,
                        kept
                                ? "Query execution failed"
                                : "The SQL warehouse is not available at the moment, please try again",
                        kept ? "" : "WAREHOUSE_UNAVAILABLE");
            case REFUSE, RESET, CUT, WRONG_LENGTH, UNAVAILABLE -> assertJson(answer, 503, "Query execution failed", "");
            default -> assertJson(answer, 500, "Query execution failed", "");
        }
    }

    private static void assertKept(FaultCell cell, Answer answer) {
        boolean away = EnumSet.of(Effect.LOST, Effect.AWAY, Effect.SILENT)
                .contains(cell.fault().effect());
        assertJson(answer, away ? 503 : 500, "Query execution failed", "");
    }

    private static void assertJson(Answer answer, int status, String error, String errorCode) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.json().path("error").asText()).isEqualTo(error);
        assertThat(answer.json().path("errorCode").asText()).isEqualTo(errorCode);
        assertThat(answer.json().path("plugin").asText()).isEqualTo("analytics");
    }

    private static void assertSuccess(FaultCell cell, Answer answer) {
        if (!cell.step().events()) {
            assertThat(answer.wholeArrow())
                    .as(answer.status() + " " + answer.text())
                    .isTrue();
            return;
        }
        JsonNode message = terminal(answer);
        if (cell.step() == FaultStep.KEPT_SUBMISSION) {
            assertThat(message.path("type").asText()).isEqualTo("arrow");
        } else {
            assertThat(message.path("data")).as(answer.text()).hasSize(5);
        }
    }

    @Test
    void namesOfColumnsNeedNoWorkspace() throws Exception {
        assertThat(wide.wholeArrow()).isTrue();
        String path = "/api/analytics/columns/" + wide.header("X-Appkit-Arrow-Columns-Ref");
        try (WorkspaceFaults.Rule rule = workspace.add(FaultKind.BROKEN.json(), "GET /api/2.0/sql/*", "wide")) {
            Answer names = FaultCell.send(() -> FaultStep.builder(server, path).build())
                    .get();
            assertThat(names.json().path("columns")).hasSize(700);
            assertThat(rule.hits()).isZero();
        }
    }

    @Test
    void whatHangsOrDripsAfterTheFirstByteGoesOnAsSoonAsItCan() throws Exception {
        Map<String, FaultKind> faults = Map.of("hanging", FaultKind.BLACK_HOLE, "dripping", FaultKind.BYTE_PER_SECOND);
        for (String query : faults.keySet()) {
            CompletableFuture<Answer> answer;
            try (WorkspaceFaults.Rule rule =
                    workspace.add(faults.get(query).json(), FaultStep.LATER_DOWNLOAD.place(), query)) {
                answer = FaultCell.send(() -> FaultStep.LATER_DOWNLOAD.request(server, query));
                server.await("the download", () -> rule.hits() == 1);
                assertThat(answer).isNotDone();
            }
            assertThat(answer.get().wholeArrow()).isTrue();
        }
    }

    /** The faults stay: it is the server that has to let go. */
    @Test
    void aClientThatLeavesTakesEverythingAlong() throws Exception {
        Map<String, FaultStep> hanging = Map.of(
                "left_1", FaultStep.ROWS_PART, "left_2", FaultStep.FIRST_DOWNLOAD, "left_3", FaultStep.LATER_DOWNLOAD);
        List<WorkspaceFaults.Rule> rules = new ArrayList<>();
        List<CompletableFuture<?>> requests = new ArrayList<>();
        HttpClient client = HttpClient.newHttpClient();
        for (Map.Entry<String, FaultStep> one : hanging.entrySet()) {
            rules.add(workspace.add(FaultKind.BLACK_HOLE.json(), one.getValue().place(), one.getKey()));
            HttpRequest request = one.getValue().request(server, one.getKey());
            requests.add(client.sendAsync(request, BodyHandlers.ofByteArray()));
        }
        server.await("all calls", () -> rules.stream().allMatch(rule -> rule.hits() == 1));
        assertThat(leftovers.connectionsTo(workspace.port())).isGreaterThanOrEqualTo(rules.size());
        // Closes the connection.
        requests.forEach(request -> request.cancel(true));
        assertNothingIsLeftBehind();
        rules.forEach(WorkspaceFaults.Rule::close);
    }

    @Test
    void nothingIsLeftBehind() {
        assertNothingIsLeftBehind();
    }

    private static void assertNothingIsLeftBehind() {
        server.await("the end of all connections", () -> leftovers.connectionsTo(workspace.port()) == 0);
        server.await("the end of all work", () -> busyBefore.containsAll(leftovers.busy()));
    }
}
