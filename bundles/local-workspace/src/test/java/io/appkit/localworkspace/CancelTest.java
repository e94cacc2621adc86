package io.appkit.localworkspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cancelled statement leaves nothing behind that runs, whatever it is doing. */
@Timeout(120)
class CancelTest {

    private static final int MORE_THAN_RUN_AT_ONCE = 6;

    private LocalWorkspace workspace;
    private Delays.Scheduled delays;
    private RestClient client;

    @BeforeEach
    void start() throws Exception {
        delays = new Delays.Scheduled();
        workspace = LocalWorkspace.start(
                new LocalWorkspace.Options(
                        0,
                        0.001,
                        Duration.ofHours(1),
                        Duration.ZERO,
                        Optional.empty(),
                        Optional.empty(),
                        Folders.fresh(),
                        false),
                Clock.systemUTC(),
                delays);
        client = new RestClient(workspace);
        client.submit("SELECT 1");
    }

    @AfterEach
    void stop() {
        workspace.close();
        delays.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT sum(a.id * b.id % 7) FROM range(10000000) a, range(1000000) b|INLINE|JSON_ARRAY",
                "SELECT sum(a.id * b.id % 7) FROM range(10000000) a, range(1000000) b|EXTERNAL_LINKS|ARROW_STREAM",
                "SELECT a.id, b.id FROM range(10000000) a, range(1000000) b|INLINE|JSON_ARRAY",
                "SELECT a.id, b.id FROM range(10000000) a, range(1000000) b|EXTERNAL_LINKS|ARROW_STREAM",
                "SELECT a.id, md5(b.id) FROM range(10000000) a, range(1000000) b WHERE md5(a.id) = 'x'|EXTERNAL_LINKS|ARROW_STREAM",
                "SELECT md5(id) h FROM range(100000000) ORDER BY h LIMIT 5|EXTERNAL_LINKS|ARROW_STREAM",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000) SELECT max(i) FROM n|INLINE|JSON_ARRAY",
                "CREATE TABLE t_%d AS SELECT sum(a.id * b.id % 7) s FROM range(10000000) a, range(1000000) b|INLINE|JSON_ARRAY",
            })
    void aCancelledStatementStops(String sql, String disposition, String format) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < MORE_THAN_RUN_AT_ONCE; i++) {
            ids.add(client.submit(
                            sql.replace("%d", "" + i),
                            "wait_timeout",
                            "0s",
                            "disposition",
                            disposition,
                            "format",
                            format)
                    .body()
                    .get("statement_id")
                    .asText());
        }
        Await.until(() -> running() > 0);
        for (String id : ids) {
            String path = "/api/2.0/sql/statements/" + id;
            assertThat(client.post(path + "/cancel", "").status()).isEqualTo(200);
            assertThat(client.get(path).state()).isEqualTo("CANCELED");
        }
        Await.until(() -> running() == 0);
    }

    /** Threads that are inside the engine. */
    private static long running() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> List.of(stack).stream()
                        .anyMatch(frame -> frame.getClassName().endsWith(".engine.Engine")
                                && frame.getMethodName().equals("run")))
                .count();
    }
}
