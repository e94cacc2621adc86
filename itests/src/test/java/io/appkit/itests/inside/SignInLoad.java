package io.appkit.itests.inside;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.itests.Visitor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** People who sign in, people who have, and some who try without, again and again; each answer is looked at. */
final class SignInLoad implements AutoCloseable {

    /** What the server can do. */
    enum Stage {
        /** It knows everyone. */
        OPEN,
        /** It is about to change. */
        CHANGING,
        /** It knows nobody. */
        CLOSED
    }

    private enum Asking {
        /** The whole way from the first page to the session. */
        SIGN_IN,
        SESSION,
        INTRUDER
    }

    private enum Outcome {
        /** As it should be: who asks is known, or rightly refused. */
        RIGHT,
        /** 503. */
        UNAVAILABLE,
        WRONG
    }

    /** The time in which one stage lasted, and how much was asked and answered within. */
    private static final class Span {

        private final Stage stage;
        private final Map<Asking, AtomicInteger> answers = new EnumMap<>(Asking.class);

        Span(Stage stage) {
            this.stage = stage;
            Arrays.stream(Asking.values()).forEach(asking -> answers.put(asking, new AtomicInteger()));
        }
    }

    private interface Request {
        /** What became of it, in words if that was wrong. */
        String make(int number) throws IOException, InterruptedException;
    }

    private static final String RIGHT = "right";
    private static final String UNAVAILABLE = "unavailable";
    private static final String ID_OF_INES = "7000000000000011";
    private static final String SESSION = "/api/appkit/session";
    private static final int SHOWN = 300;

    /** See {@link Load}. */
    private static final String CLOSED_BY_THE_CLIENT = "connection closed locally";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> outcomes = new ConcurrentHashMap<>();
    private volatile Span span = new Span(Stage.OPEN);
    private volatile boolean ended;

    private SignInLoad(URI address) {
        this.address = address;
    }

    static SignInLoad on(URI address) throws IOException, InterruptedException {
        SignInLoad load = new SignInLoad(address);
        String cookie = Visitor.signIn(address, Visitor.INES).cookie();
        load.add(Asking.SIGN_IN, number -> load.signIn("10.1." + number / 250 % 250 + "." + number % 250));
        load.add(Asking.SIGN_IN, number -> load.signIn("10.2." + number / 250 % 250 + "." + number % 250));
        load.add(Asking.SESSION, number -> load.session(cookie));
        load.add(Asking.SESSION, number -> load.session(cookie));
        load.add(Asking.INTRUDER, load::intrude);
        load.threads.forEach(Thread::start);
        return load;
    }

    void enter(Stage stage) {
        span = new Span(stage);
    }

    /** Stays in the present stage until so many answers of each kind belong to it alone. */
    void awaitAnswers(int each) {
        Span present = span;
        Patience.await(
                "answers while " + present.stage,
                () -> !faults.isEmpty() || present.answers.values().stream().allMatch(count -> count.get() >= each));
        assertNoFaults();
    }

    void assertNoFaults() {
        assertThat(faults).as("faults under load").isEmpty();
    }

    /** How many requests had which outcome. */
    Map<String, AtomicInteger> outcomes() {
        return new TreeMap<>(outcomes);
    }

    private void add(Asking asking, Request request) {
        threads.add(new Thread(
                () -> {
                    for (int number = 0; !ended && faults.isEmpty(); number++) {
                        ask(asking, request, number);
                    }
                },
                "sign-in-load-" + asking + "-" + threads.size()));
    }

    private void ask(Asking asking, Request request, int number) {
        Span before = span;
        String seen;
        try {
            seen = request.make(number);
        } catch (IOException e) {
            seen = Load.causes(e);
            if (seen.contains(CLOSED_BY_THE_CLIENT)) {
                return;
            }
        } catch (InterruptedException e) {
            return;
        }
        Span after = span;
        Outcome outcome =
                seen.equals(RIGHT) ? Outcome.RIGHT : seen.equals(UNAVAILABLE) ? Outcome.UNAVAILABLE : Outcome.WRONG;
        outcomes.computeIfAbsent(before.stage + " " + asking + " " + outcome, key -> new AtomicInteger())
                .incrementAndGet();
        boolean within = before == after;
        boolean wrong = outcome == Outcome.WRONG
                || (within && before.stage == Stage.OPEN && outcome != Outcome.RIGHT)
                || (within && before.stage == Stage.CLOSED && outcome != Outcome.UNAVAILABLE);
        if (wrong) {
            faults.add(asking + " from " + before.stage + " to " + after.stage + ": " + seen);
        } else if (within) {
            before.answers.get(asking).incrementAndGet();
        }
    }

    /** Each comes from an address of its own, since the server counts the sign-ins of one. */
    private String signIn(String from) throws IOException, InterruptedException {
        Visitor visitor = new Visitor(Map.of("X-Forwarded-For", from));
        HttpResponse<String> page = visitor.follow(address.resolve("/.auth/login?return=/health"));
        if (page.statusCode() != 200) {
            return refused(page);
        } else if (!page.body().contains("<form")) {
            return described(page);
        }
        HttpResponse<String> chosen = visitor.choose(page, Visitor.INES);
        if (chosen.statusCode() / 100 != 3) {
            return refused(chosen);
        }
        HttpResponse<String> end = visitor.follow(Visitor.location(chosen));
        if (end.statusCode() != 200) {
            return refused(end);
        }
        return session(visitor.cookie());
    }

    private String session(String cookie) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(SESSION, "GET", "Cookie", cookie);
        boolean known = answer.statusCode() == 200 && answer.body().contains(ID_OF_INES);
        return known ? RIGHT : refused(answer);
    }

    /** Whoever has no session, or one that is none, gets no content. */
    private String intrude(int number) throws IOException, InterruptedException {
        boolean query = number % 2 == 0;
        String path = query ? KpiQuery.PATH : number % 3 == 0 ? SESSION : number % 5 == 0 ? "/" : "/api/appkit/config";
        HttpResponse<String> answer =
                send(path, query ? "POST" : "GET", "Cookie", number % 7 == 0 ? "appkit=forged" : "theme=dark");
        return answer.statusCode() == 401 ? RIGHT : refused(answer);
    }

    private HttpResponse<String> send(String path, String method, String header, String value)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .header(header, value)
                .method(method, BodyPublishers.noBody())
                .timeout(Patience.LIMIT)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String refused(HttpResponse<String> answer) {
        return answer.statusCode() == 503 ? UNAVAILABLE : described(answer);
    }

    private static String described(HttpResponse<String> answer) {
        String body = answer.body();
        return answer.uri() + ": " + answer.statusCode() + " " + body.substring(0, Math.min(body.length(), SHOWN));
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        for (Thread thread : threads) {
            thread.join(Patience.LIMIT.toMillis());
        }
    }
}
