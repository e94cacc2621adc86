package io.appkit.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks a server for everything on behalf of everybody. Whatever the answer is: it tells of nobody but of who asked, and where
 * it tells who asked, it is right.
 */
final class IdentityMatrix {

    /** All routes that are asked; a server that has another one is not covered. */
    static final Set<String> ROUTES = Set.of(
            "analytics.query",
            "analytics.arrow",
            "analytics.arrow-columns",
            "who.me",
            "who.rows",
            "who.watch",
            "who.end",
            "files.volumes",
            "files.list",
            "files.read",
            "files.download",
            "files.raw",
            "files.exists",
            "files.metadata",
            "files.preview",
            "files.upload",
            "files.mkdir",
            "files.delete");

    static final int PAGE_ROWS = 20;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WIDE = 700;
    private static final int WIDE_EACH = 5;
    private static final int SHOWN = 300;

    private final Server server;
    private final boolean files;
    private final AtomicInteger answers = new AtomicInteger();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    /** By path of what belongs to somebody: a result, or names of columns. */
    private final Map<String, Person> owned = new ConcurrentHashMap<>();

    /**
     * A matrix for a server.
     *
     * @param files whether it has the plugin {@code files}
     */
    IdentityMatrix(Server server, boolean files) {
        this.server = server;
        this.files = files;
    }

    /** Lays out the app that is asked. */
    static void writeApp(Path folder) throws IOException {
        Path queries = Files.createDirectories(folder.resolve("config/queries"));
        Path page = Files.createDirectories(folder.resolve("dist"));
        Files.writeString(page.resolve("index.html"), "<html><head></head><body>The page</body></html>");
        Files.writeString(queries.resolve("app.sql"), "SELECT current_user() AS who, :n AS n");
        Files.writeString(queries.resolve("who.obo.sql"), "SELECT current_user() AS who, :n AS n");
        Files.writeString(
                queries.resolve("pages.obo.sql"),
                "SELECT current_user() AS who, id, :n AS n FROM range(" + PAGE_ROWS + ")");
        Files.writeString(
                queries.resolve("customers.obo.sql"),
                "SELECT count(*) AS customers, current_user() AS who, :n AS n FROM samples.tpch.customer");
        StringBuilder wide = new StringBuilder("SELECT current_user() AS who, :n AS n");
        for (int i = 0; i < WIDE; i++) {
            wide.append(", ").append(i).append(" AS a_longer_name_").append(i);
        }
        Files.writeString(queries.resolve("wide.obo.sql"), wide);
    }

    int answers() {
        return answers.get();
    }

    /** What went wrong. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** Routes that nobody has asked yet. */
    Set<String> unasked(Set<String> routes) {
        Set<String> unasked = new TreeSet<>(routes);
        unasked.removeAll(asked);
        return unasked;
    }

    /** Everything once, with what others ask for at the same time. */
    void round(Guest guest, int number) throws IOException, InterruptedException {
        identity(guest);
        queries(guest, number);
        arrow(guest, number);
        others(guest);
        if (files) {
            files(guest);
        }
    }

    /** What costs the workspace nothing. */
    void identity(Guest guest) throws IOException, InterruptedException {
        HttpResponse<String> session = get(guest, "session", "/api/appkit/session");
        expect(guest, session, 200, guest.person().timesIn(session.body()) == 3);
        HttpResponse<String> page = get(guest, "page", "/");
        expect(
                guest,
                page,
                200,
                page.body().contains("__appkit__") && !guest.person().isNamedIn(page.body()));
        HttpResponse<String> me = get(guest, "who.me", "/api/who/me");
        expect(guest, me, 200, guest.person().timesIn(me.body()) == 3);
    }

    private void queries(Guest guest, int number) throws IOException, InterruptedException {
        Person person = guest.person();
        for (int cached = 0; cached < 2; cached++) {
            HttpResponse<String> who = query(guest, "who", "JSON_ARRAY", number);
            expect(guest, who, 200, person.timesIn(who.body()) == 1);
        }
        HttpResponse<String> app = query(guest, "app", "JSON_ARRAY", number);
        expect(guest, app, 200, app.body().contains(Person.APP) && !person.isNamedIn(app.body()));
        HttpResponse<String> pages = query(guest, "pages", "JSON_ARRAY", number);
        expect(guest, pages, 200, person.timesIn(pages.body()) == PAGE_ROWS);
        HttpResponse<String> rows = get(guest, "who.rows", "/api/who/rows/" + number);
        expect(guest, rows, 200, person.timesIn(rows.body()) == PAGE_ROWS);
        HttpResponse<String> customers = query(guest, "customers", "JSON_ARRAY", number);
        expect(guest, customers, 200, person.isNamedIn(customers.body()) == (person != Person.NOOR));
        HttpResponse<String> watched = get(guest, "who.watch", "/api/who/watch/round-" + number);
        expect(
                guest,
                watched,
                200,
                person.timesIn(watched.body()) == 4 || watched.body().contains("STREAM_FORBIDDEN"));
        HttpResponse<String> end =
                send(guest, "who.end", request("/api/who/end/open").POST(BodyPublishers.noBody()));
        expect(guest, end, 200, end.body().contains("false"));
    }

    private void arrow(Guest guest, int number) throws IOException, InterruptedException {
        HttpResponse<String> bytes = query(guest, "pages", "ARROW_STREAM", number);
        expect(guest, bytes, 200, guest.person().timesIn(bytes.body()) == PAGE_ROWS);
        HttpResponse<String> kept = send(
                guest, "analytics.query", post("who", "ARROW_STREAM", number).setHeader("Accept", "text/event-stream"));
        String id = member(kept.body(), "statement_id");
        expect(guest, kept, 200, !id.isEmpty());
        own(guest, "/api/analytics/arrow-result/" + id);
        HttpResponse<String> result = get(guest, "analytics.arrow", "/api/analytics/arrow-result/" + id);
        expect(guest, result, 200, guest.person().timesIn(result.body()) == 1);
        if (number % WIDE_EACH == 0) {
            HttpResponse<String> wide = query(guest, "wide", "ARROW_STREAM", number);
            String reference =
                    wide.headers().firstValue("X-Appkit-Arrow-Columns-Ref").orElse("");
            expect(guest, wide, 200, !reference.isEmpty());
            own(guest, "/api/analytics/columns/" + reference);
            HttpResponse<String> names = get(guest, "analytics.arrow-columns", "/api/analytics/columns/" + reference);
            expect(guest, names, 200, names.body().contains("a_longer_name_" + (WIDE - 1)));
        }
    }

    private void own(Guest guest, String path) {
        Person before = owned.put(path, guest.person());
        if (before != null && before != guest.person()) {
            faults.add(path + " belongs to " + before + " and " + guest.person());
        }
    }

    /** What belongs to others is as if it did not exist. */
    private void others(Guest guest) throws IOException, InterruptedException {
        List<String> paths = new ArrayList<>();
        for (Person other : Person.values()) {
            owned.entrySet().stream()
                    .filter(entry -> entry.getValue() == other && other != guest.person())
                    .limit(1)
                    .forEach(entry -> paths.add(entry.getKey()));
        }
        for (String path : paths) {
            HttpResponse<String> answer = get(guest, "of somebody else", path);
            expect(guest, answer, 404, answer.body().contains("unavailable"));
        }
    }

    private void files(Guest guest) throws IOException, InterruptedException {
        Person person = guest.person();
        boolean denied = person == Person.NOOR;
        HttpResponse<String> volumes = get(guest, "files.volumes", "/api/files/volumes");
        expect(guest, volumes, 200, volumes.body().contains("reports"));
        for (int cached = 0; cached < 2; cached++) {
            HttpResponse<String> list = get(guest, "files.list", "/api/files/reports/list");
            expect(guest, list, denied ? 403 : 200, list.body().startsWith(denied ? "{" : "["));
        }
        HttpResponse<String> exists = get(guest, "files.exists", "/api/files/reports/exists?path=nothing.txt");
        expect(guest, exists, denied ? 403 : 200, !exists.body().contains("true"));
        String folder = person.name().charAt(0) + "-" + Thread.currentThread().getId();
        String path = "?path=" + folder + "/file.txt";
        HttpResponse<String> made = send(
                guest,
                "files.mkdir",
                request("/api/files/files/mkdir")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"path\":\"" + folder + "\"}")));
        expect(guest, made, 200, true);
        HttpResponse<String> uploaded = send(
                guest,
                "files.upload",
                request("/api/files/files/upload" + path).POST(BodyPublishers.ofString(person.email())));
        expect(guest, uploaded, 200, true);
        for (String route : List.of("read", "download", "raw", "preview")) {
            HttpResponse<String> file = get(guest, "files." + route, "/api/files/files/" + route + path);
            expect(guest, file, 200, person.timesIn(file.body()) == 1);
        }
        expect(guest, get(guest, "files.metadata", "/api/files/files/metadata" + path), 200, true);
        expect(
                guest,
                send(guest, "files.delete", request("/api/files/files" + path).DELETE()),
                200,
                true);
    }

    private HttpResponse<String> query(Guest guest, String key, String format, int number)
            throws IOException, InterruptedException {
        return send(guest, "analytics.query", post(key, format, number));
    }

    private HttpRequest.Builder post(String key, String format, int number) {
        return request("/api/analytics/query/" + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body(format, number)));
    }

    /** The body of a request for a query. */
    static String body(String format, int number) {
        return "{\"format\":\"" + format + "\",\"parameters\":{\"n\":{\"__sql_type\":\"STRING\",\"value\":\"" + number
                + "\"}}}";
    }

    private HttpResponse<String> get(Guest guest, String route, String path) throws IOException, InterruptedException {
        return send(guest, route, request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        return server.request(path);
    }

    private HttpResponse<String> send(Guest guest, String route, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = guest.send(request);
        } catch (IOException e) {
            throw new IOException(guest.person() + " " + request.build().uri() + ": " + e, e);
        }
        answers.incrementAndGet();
        asked.add(route);
        if (guest.person().isMistakenIn(answer.headers() + answer.body())) {
            faults.add("crossing: " + described(guest, answer));
        }
        return answer;
    }

    private void expect(Guest guest, HttpResponse<String> answer, int status, boolean good) {
        if (answer.statusCode() != status || !good) {
            faults.add(described(guest, answer));
        }
    }

    private static String described(Guest guest, HttpResponse<String> answer) {
        String body = answer.body();
        return guest.person() + " " + answer.request().method() + " " + answer.uri() + ": " + answer.statusCode() + " "
                + body.substring(0, Math.min(body.length(), SHOWN));
    }

    /** A member of the last message of an event stream. */
    private static String member(String events, String name) throws IOException {
        JsonNode last = events.lines()
                .filter(line -> line.startsWith("data:"))
                .reduce((first, second) -> second)
                .map(line -> parse(line.substring("data:".length())))
                .orElseGet(JSON::createObjectNode);
        return last.path(name).asText();
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + json, e);
        }
    }
}
