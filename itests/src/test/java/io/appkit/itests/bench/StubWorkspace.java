package io.appkit.itests.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/**
 * A workspace that costs next to nothing: each statement has the same ten rows after the same time, or as Arrow the same
 * chunk over and over, behind links.
 */
public final class StubWorkspace extends Handler.Abstract.NonBlocking implements AutoCloseable {

    private static final String STATEMENTS = "/api/2.0/sql/statements";
    private static final String LINKS = "/links/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Duration statementTime;
    private final ArrowChunk chunk;
    private final int chunks;
    private final String rows;
    private final AtomicLong statements = new AtomicLong();
    private final AtomicLong firstByteNanos = new AtomicLong();
    private volatile String warehouseState = "RUNNING";

    /**
     * Starts.
     *
     * @param statementTime how long each statement takes
     * @param chunks how often a result has the chunk
     */
    public StubWorkspace(Duration statementTime, ArrowChunk chunk, int chunks) throws Exception {
        this.statementTime = statementTime;
        this.chunk = chunk;
        this.chunks = chunks;
        this.rows = tenRows();
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(TimeUnit.MINUTES.toMillis(10));
        connector.setAcceptQueueSize(4096);
        server.addConnector(connector);
        server.setHandler(this);
        server.start();
    }

    public int port() {
        return connector.getLocalPort();
    }

    /** What an app needs in its environment. */
    public Map<String, String> environment() {
        return Map.of(
                "DATABRICKS_HOST", "http://127.0.0.1:" + port(),
                "DATABRICKS_TOKEN", "a-token",
                "DATABRICKS_WAREHOUSE_ID", "10ca1d0010ca1d00");
    }

    /** Lets the warehouse be in a state. */
    public void warehouse(String state) {
        warehouseState = state;
    }

    /** When the first byte behind a link was given since it was asked last, as {@link System#nanoTime}. */
    public long takeFirstByteNanos() {
        return firstByteNanos.getAndSet(0);
    }

    /** Path of the chunk. */
    public static String link(int index) {
        return LINKS + index;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        if (path.startsWith(LINKS)) {
            firstByteNanos.compareAndSet(0, System.nanoTime());
            response.write(true, chunk.bytes().slice(), callback);
        } else if (path.startsWith(STATEMENTS) && request.getMethod().equals("POST") && !path.endsWith("/cancel")) {
            Content.Source.asString(
                    request,
                    StandardCharsets.UTF_8,
                    Promise.from(body -> execute(body, response, callback), callback::failed));
        } else if (path.startsWith(STATEMENTS)) {
            answer(
                    response,
                    callback,
                    200,
                    linked(path.substring(STATEMENTS.length() + 1).split("/", 2)[0]));
        } else if (path.startsWith("/api/2.0/sql/warehouses/")) {
            answer(response, callback, 200, "{\"id\":\"10ca1d0010ca1d00\",\"state\":\"" + warehouseState + "\"}");
        } else {
            response.getHeaders().put("x-databricks-org-id", "4711");
            answer(response, callback, 200, "{\"id\":\"1\",\"userName\":\"app\"}");
        }
        return true;
    }

    private void execute(String body, Response response, Callback callback) {
        String id = new UUID(0x01ef_0000_0000_1000L, statements.incrementAndGet()).toString();
        boolean arrow = body.contains("ARROW_STREAM");
        if (arrow && body.contains("INLINE")) {
            String refusal =
                    "{\"error_code\":\"INVALID_PARAMETER_VALUE\",\"message\":\"INLINE only supports JSON_ARRAY\"}";
            answer(response, callback, 400, refusal);
        } else if (arrow) {
            answer(response, callback, 200, linked(id));
        } else {
            String answer = "{\"statement_id\":\"" + id + "\"," + rows;
            timer.schedule(
                    () -> answer(response, callback, 200, answer), statementTime.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private static void answer(Response response, Callback callback, int status, String json) {
        response.setStatus(status);
        response.getHeaders().put("Content-Type", "application/json");
        response.write(true, ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)), callback);
    }

    /** All links at once: AppKit on Node knows only those of the first answer. */
    private String linked(String id) {
        ObjectNode answer = JSON.createObjectNode().put("statement_id", id);
        answer.putObject("status").put("state", "SUCCEEDED");
        ObjectNode manifest =
                answer.set("manifest", chunk.manifest().deepCopy()).withObject("/manifest");
        manifest.put("total_chunk_count", chunks);
        manifest.remove("chunks");
        ArrayNode links = answer.putObject("result").putArray("external_links");
        for (int i = 0; i < chunks; i++) {
            ObjectNode link = links.addObject()
                    .put("chunk_index", i)
                    .put("row_offset", 0)
                    .put("byte_count", chunk.bytes().remaining())
                    .put("external_link", "http://127.0.0.1:" + port() + link(i))
                    .put("expiration", "2099-01-01T00:00:00Z");
            if (i + 1 < chunks) {
                link.put("next_chunk_index", i + 1)
                        .put("next_chunk_internal_link", STATEMENTS + "/" + id + "/result/chunks/" + (i + 1));
            }
        }
        return answer.toString();
    }

    private static String tenRows() {
        ArrayNode data = JSON.createArrayNode();
        for (int i = 0; i < 10; i++) {
            data.addArray()
                    .add(Integer.toString(i))
                    .add("O")
                    .add("273929.10")
                    .add("1994-09-07")
                    .add("3-MEDIUM");
        }
        ArrayNode columns = JSON.createArrayNode();
        for (String name : new String[] {"orderkey", "status", "price", "day", "priority"}) {
            columns.addObject()
                    .put("name", name)
                    .put("position", columns.size())
                    .put("type_name", "STRING")
                    .put("type_text", "STRING");
        }
        JsonNode result = JSON.createObjectNode()
                .put("chunk_index", 0)
                .put("row_offset", 0)
                .put("row_count", 10)
                .set("data_array", data);
        return "\"status\":{\"state\":\"SUCCEEDED\"},\"manifest\":{\"format\":\"JSON_ARRAY\",\"schema\":{\"column_count\":5,"
                + "\"columns\":" + columns + "},\"total_chunk_count\":1,\"truncated\":false},\"result\":" + result
                + "}";
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
