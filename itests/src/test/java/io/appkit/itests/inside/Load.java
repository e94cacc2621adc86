package io.appkit.itests.inside;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.itests.Visitor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks for everything, again and again, and looks at each answer. A request that lies within one phase must meet what that
 * phase allows; one that reaches into the next may meet either.
 */
final class Load implements AutoCloseable {

    private static final Pattern SCRIPT = Pattern.compile("src=\"(/assets/[^\"]+\\.js)\"");
    private static final LocalDate FIRST_DAY = LocalDate.of(1992, 1, 1);
    private static final int DAYS = 1_500;
    private static final int SHOWN = 500;

    /**
     * What the JDK's client says when it has given a connection back to its pool and closes it afterwards, because it learnt
     * of an early answer before the end of its own writing. No server is to blame for that: the request is not counted.
     */
    private static final String CLOSED_BY_THE_CLIENT = "connection closed locally";

    /** Makes the next request. */
    private interface Requests {
        HttpRequest.Builder next(int number);
    }

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final String cookie;
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> outcomes = new ConcurrentHashMap<>();
    private volatile Stretch stretch = new Stretch(Phase.STEADY);
    private volatile boolean ended;

    private Load(URI address, String cookie) {
        this.address = address;
        this.cookie = cookie;
    }

    static Load on(URI address) throws IOException, InterruptedException {
        Load load = new Load(address, Visitor.signIn(address, Visitor.INES).cookie());
        String script = load.script();
        load.add(Target.PAGE, number -> load.request("/"));
        load.add(Target.ASSET, number -> load.request(script));
        load.add(Target.HEALTH, number -> load.request("/health"));
        load.add(Target.QUERY, number -> load.query(new KpiQuery(FIRST_DAY)));
        // Each of them works on the warehouse and so takes its time.
        load.add(Target.QUERY, number -> load.query(new KpiQuery(FIRST_DAY.plusDays(number % DAYS))));
        load.threads.forEach(Thread::start);
        return load;
    }

    private String script() throws IOException, InterruptedException {
        HttpResponse<String> page = send(request("/"));
        Matcher script = SCRIPT.matcher(page.body());
        assertThat(script.find()).as(page.body()).isTrue();
        return script.group(1);
    }

    /** Lets a phase begin. */
    void enter(Phase phase) {
        stretch = stretch.followedBy(phase);
    }

    /** Stays in the present phase until every target has given so many answers that belong to it alone. */
    void awaitAnswers(int each) {
        Stretch present = stretch;
        Patience.await("answers in phase " + present.phase(), () -> present.saw(each) || !faults.isEmpty());
        assertNoFaults();
    }

    void assertNoFaults() {
        assertThat(faults).as("faults under load").isEmpty();
    }

    /** How many requests had which outcome. */
    Map<String, AtomicInteger> outcomes() {
        return new TreeMap<>(outcomes);
    }

    private void add(Target target, Requests requests) {
        threads.add(new Thread(
                () -> {
                    for (int number = 1; !ended && faults.isEmpty(); number++) {
                        ask(target, requests.next(number));
                    }
                },
                "load-" + target + "-" + threads.size()));
    }

    private void ask(Target target, HttpRequest.Builder request) {
        Stretch before = stretch;
        Outcome outcome;
        String seen;
        try {
            HttpResponse<String> answer = send(request);
            outcome = target.judge(answer);
            seen = answer.statusCode() + " " + shortened(answer.body());
        } catch (IOException e) {
            seen = causes(e);
            if (seen.contains(CLOSED_BY_THE_CLIENT)) {
                return;
            }
            outcome = Outcome.BROKEN;
        } catch (InterruptedException e) {
            return;
        }
        Stretch after = stretch;
        outcomes.computeIfAbsent(target + " " + outcome, key -> new AtomicInteger())
                .incrementAndGet();
        if (!before.allowed(target, after).contains(outcome)) {
            faults.add(target + " from " + before.phase() + " to " + after.phase() + ": " + outcome + ", " + seen);
        } else if (before.equals(after)) {
            before.count(target);
        }
    }

    private HttpRequest.Builder query(KpiQuery query) {
        return request(KpiQuery.PATH)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(query.json()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .header("Cookie", cookie)
                .timeout(Patience.LIMIT);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static String causes(Throwable failure) {
        return failure.getCause() == null ? failure.toString() : failure + " < " + causes(failure.getCause());
    }

    private static String shortened(String body) {
        return body.substring(0, Math.min(body.length(), SHOWN));
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        for (Thread thread : threads) {
            thread.join(Patience.LIMIT.toMillis());
        }
    }
}
