package io.appkit.itests.inside;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.AppKitException;
import io.appkit.api.Caller;
import io.appkit.api.ErrorKind;
import io.appkit.api.analytics.Analytics;
import io.appkit.api.analytics.ArrowResult;
import io.appkit.api.analytics.Column;
import io.appkit.api.analytics.Rows;
import io.appkit.api.analytics.SqlParameter;
import io.appkit.api.execution.CancellationSource;
import io.appkit.itests.Visitor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * Recipes for {@link Analytics}, one per feature, to be read like documentation. A plugin gets the service by
 * {@code @Reference Analytics analytics}, and keeps it while analytics itself is replaced.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class AnalyticsRecipesInsideIT {

    /** Runs until somebody ends it. */
    private static final String ENDLESS = "SELECT sum(a.id * b.id % 7) AS s FROM range(10000000) a, range(1000000) b";

    /** What the local warehouse runs at the same time, and some more. */
    private static final int MORE_THAN_RUN_AT_ONCE = 6;

    @Inject
    private BundleContext context;

    private Platform platform;
    private Analytics analytics;

    @Configuration
    public Option[] framework() {
        return Framework.distribution();
    }

    @Before
    public void find() {
        platform = new Platform(context);
        platform.awaitActive(
                "starter", platform.bundle("io.appkit.core").getVersion().toString());
        platform.awaitActive(
                "analytics", platform.bundle("io.appkit.core").getVersion().toString());
        analytics = platform.present(Analytics.class);
    }

    private static ErrorKind kind(Runnable call) {
        try {
            call.run();
        } catch (AppKitException e) {
            return e.kind();
        }
        throw new AssertionError("no error");
    }

    private enum Segment {
        AUTOMOBILE,
        BUILDING,
        FURNITURE,
        MACHINERY,
        HOUSEHOLD
    }

    private record SegmentRevenue(Segment segment, double revenue) {}

    /** A query of the app, its rows as records: columns become the components of the same name. */
    @Test
    public void rowsAsRecords() {
        Map<String, SqlParameter> parameters = Map.of(
                "region", SqlParameter.of("ASIA"),
                "from_date", SqlParameter.of(LocalDate.of(1997, 1, 1)),
                "to_date", SqlParameter.of(LocalDate.of(1998, 1, 1)));

        try (Rows<SegmentRevenue> rows = analytics.query("revenue_by_segment", parameters, SegmentRevenue.class)) {
            for (SegmentRevenue row : rows) {
                assertThat(row.revenue()).isPositive();
            }
        }

        // Or all at once, where they are few.
        List<SegmentRevenue> all = analytics
                .query("revenue_by_segment", parameters, SegmentRevenue.class)
                .toList();
        assertThat(all).extracting(SegmentRevenue::segment).containsExactlyInAnyOrder(Segment.values());
    }

    /** Rows as maps, for code that does not know the columns: texts as the warehouse writes them, null for SQL NULL. */
    @Test
    public void rowsAsMaps() {
        try (Rows<Map<String, String>> rows = analytics.sql("SELECT 1 AS one, NULL AS nothing", Map.of())) {
            assertThat(rows.columns()).extracting(Column::name).containsExactly("one", "nothing");
            Map<String, String> row = rows.iterator().next();
            assertThat(row).containsEntry("one", "1").containsEntry("nothing", null);
        }
    }

    private record Order(long orderKey, Optional<String> comment, BigDecimal price, LocalDate day, Instant instant) {}

    /** Any SQL, with typed parameters. It runs once, and its result is not cached, so it may write. */
    @Test
    public void arbitrarySql() {
        List<Order> orders = analytics
                .sql(
                        "SELECT :key AS order_key, CAST(NULL AS STRING) AS comment, :price AS price, :day AS day,"
                                + " :instant AS instant",
                        Map.of(
                                "key", SqlParameter.of(42L),
                                "price", SqlParameter.of(new BigDecimal("12.50")),
                                "day", SqlParameter.of(LocalDate.of(1997, 1, 31)),
                                "instant", SqlParameter.of(Instant.parse("1997-01-31T10:30:00Z"))),
                        Order.class)
                .toList();
        assertThat(orders)
                .containsExactly(new Order(
                        42,
                        Optional.empty(),
                        new BigDecimal("12.50"),
                        LocalDate.of(1997, 1, 31),
                        Instant.parse("1997-01-31T10:30:00Z")));

        analytics.sql("CREATE TABLE IF NOT EXISTS recipes (n INT)", Map.of()).close();
        analytics
                .sql("INSERT INTO recipes VALUES (:n)", Map.of("n", SqlParameter.of(7)))
                .close();
        assertThat(analytics.sql("SELECT n FROM recipes", Map.of()).toList()).containsExactly(Map.of("n", "7"));
    }

    private record Wide(long id, String text) {}

    /** A large result is handed over while it arrives: 300 MB of it pass through a heap that could not hold them. */
    @Test
    public void aLargeResultInConstantMemory() {
        long rows = 1_500_000;
        String sql = "SELECT id, repeat('x', 200) AS text FROM range(" + rows + ")";
        long before = usedHeap();
        long most = 0;
        long count = 0;
        try (Rows<Wide> wide = analytics.sql(sql, Map.of(), Wide.class)) {
            for (Wide row : wide) {
                assertThat(row.text()).hasSize(200);
                if (++count % 250_000 == 0) {
                    most = Math.max(most, usedHeap() - before);
                }
            }
        }
        assertThat(count).isEqualTo(rows);
        System.out.println("Heap for " + rows + " rows: " + most / (1 << 20) + " MiB");
        assertThat(most).as("heap that holds on to rows").isLessThan(96L << 20);
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Rows as a stream; closing the stream closes them. */
    @Test
    public void rowsAsAStream() {
        try (Stream<Map<String, String>> rows = analytics.sql("SELECT id FROM range(1000)", Map.of()).stream()) {
            assertThat(rows.mapToLong(row -> Long.parseLong(row.get("id")))
                            .limit(10)
                            .sum())
                    .isEqualTo(45);
        }
    }

    /** One Arrow IPC stream with its schema, for Arrow's own readers, a file, or a response. */
    @Test
    public void arrow() throws Exception {
        try (ArrowResult result = analytics.sqlArrow("SELECT id AS `my id` FROM range(200000)", Map.of())) {
            assertThat(result.columns()).containsExactly(new Column("my id", "BIGINT"));
            InputStream stream = result.stream();
            // A message begins with a continuation marker, the schema's being the first.
            assertThat(stream.readNBytes(4)).containsOnly(0xFF);
            assertThat(stream.transferTo(java.io.OutputStream.nullOutputStream()))
                    .isGreaterThan(200_000 * Long.BYTES);
        }
    }

    /** On behalf of a caller, whom a handler gets from its exchange. */
    @Test
    public void asUser() throws Exception {
        String customers = "SELECT count(*) AS n FROM samples.tpch.customer";
        Caller ines = platform.signIn(Visitor.INES);
        assertThat(analytics.asUser(ines).sql(customers, Map.of()).toList()).containsExactly(Map.of("n", "1500"));

        Caller noor = platform.signIn(Visitor.NOOR);
        assertThat(kind(() -> analytics.asUser(noor).sql(customers, Map.of()))).isEqualTo(ErrorKind.EXECUTION);
    }

    /** With a deadline for everything: the start of the warehouse, the statement, and the reading. */
    @Test
    public void withADeadline() {
        Analytics impatient = analytics.within(Duration.ofMillis(500));
        assertThat(kind(() -> impatient.sql(ENDLESS, Map.of()))).isEqualTo(ErrorKind.TIMEOUT);
    }

    /** As long as somebody wants it: the cancellation of an event stream or an answer does for this as well. */
    @Test
    public void cancelled() {
        List<CancellationSource> wishes = new ArrayList<>();
        List<CompletableFuture<ErrorKind>> ends = new ArrayList<>();
        for (int i = 0; i < MORE_THAN_RUN_AT_ONCE; i++) {
            CancellationSource wanted = new CancellationSource();
            wishes.add(wanted);
            ends.add(CompletableFuture.supplyAsync(
                    () -> kind(() -> analytics.until(wanted).sql(ENDLESS, Map.of())),
                    task -> new Thread(task).start()));
        }
        Patience.await("statements that run", () -> running() > 0);

        wishes.forEach(CancellationSource::cancel);

        assertThat(ends).allSatisfy(end -> assertThat(end.join()).isEqualTo(ErrorKind.ABORTED));
        Patience.await("a warehouse at rest", () -> running() == 0);
        assertThat(analytics.sql("SELECT 1 AS n", Map.of()).toList()).hasSize(1);
    }

    /** By an interrupt of the waiting thread. */
    @Test
    public void interrupted() throws Exception {
        CompletableFuture<ErrorKind> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> end.complete(kind(() -> analytics.sql(ENDLESS, Map.of()))));
        thread.start();
        Patience.await("a statement that runs", () -> running() > 0);
        thread.interrupt();
        assertThat(end.get()).isEqualTo(ErrorKind.ABORTED);
        Patience.await("a warehouse at rest", () -> running() == 0);
    }

    /** Statements inside the engine of the local warehouse, which runs in this process. */
    private static long running() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> Stream.of(stack)
                        .anyMatch(frame -> frame.getClassName().equals("io.appkit.localworkspace.engine.Engine")
                                && frame.getMethodName().equals("run")))
                .count();
    }

    /** Errors say what went wrong by their kind, and the warehouse's code by theirs. */
    @Test
    public void errors() {
        assertThat(kind(() -> analytics.query("nope", Map.of()))).isEqualTo(ErrorKind.NOT_FOUND);
        assertThat(kind(() -> analytics.sql("SELECT :a", Map.of("b", SqlParameter.of(1)))))
                .isEqualTo(ErrorKind.VALIDATION);
        assertThat(kind(() -> analytics.sql("SELECT nope FROM nowhere", Map.of())))
                .isEqualTo(ErrorKind.EXECUTION);
        assertThatThrownBy(() -> analytics
                        .sql("SELECT 'many' AS id, 'x' AS text", Map.of(), Wide.class)
                        .toList())
                .hasMessage("Record Wide, component id: column 'id' (STRING) in row 1 of the statement is 'many',"
                        + " not a long");
    }

    /** A bundle brings queries along: a folder in it, named by the header {@code AppKit-Queries}. */
    @Test
    public void queriesOfABundle() throws Exception {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "recipes.queries");
        headers.putValue("AppKit-Queries", "queries");
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(jar, manifest)) {
            out.putNextEntry(new ZipEntry("queries/answer.sql"));
            out.write("SELECT 42 AS answer".getBytes(UTF_8));
        }

        Bundle bundle = context.installBundle("recipes:queries", new ByteArrayInputStream(jar.toByteArray()));
        bundle.start();
        assertThat(analytics.queries()).contains("answer");
        assertThat(analytics.query("answer", Map.of()).toList()).containsExactly(Map.of("answer", "42"));

        bundle.uninstall();
        assertThat(analytics.queries()).doesNotContain("answer");
    }
}
