package io.appkit.itests;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without eyes: keeps cookies, follows redirects, and signs in at the page of the local workspace. */
public final class Visitor {

    /** Sees all sample data. */
    public static final String INES = "ines.calder@example.com";

    /** Does not see customers. */
    public static final String NOOR = "noor.haddad@example.com";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");
    private static final int MOST_REDIRECTS = 10;

    private final Map<String, String> cookies = new LinkedHashMap<>();

    private final Map<String, String> headers;

    /** Has not signed in. */
    Visitor() {
        this(Map.of());
    }

    /**
     * Has not signed in.
     *
     * @param headers that all requests carry
     */
    public Visitor(Map<String, String> headers) {
        this.headers = headers;
    }

    /** Signs in. */
    public static Visitor signIn(URI server, String user) throws IOException, InterruptedException {
        Visitor visitor = new Visitor();
        HttpResponse<String> page = visitor.follow(server.resolve("/.auth/login?return=/health"));
        if (page.statusCode() != 200 || !page.body().contains("<form")) {
            throw new AssertionError("no sign-in page: " + page.statusCode() + " " + page.uri() + "\n" + page.body());
        }
        HttpResponse<String> end = visitor.submit(page, user);
        if (end.statusCode() != 200 || !end.uri().getPath().equals("/health")) {
            throw new AssertionError("not signed in: " + end.statusCode() + " " + end.uri() + "\n" + end.body());
        }
        return visitor;
    }

    /** The value of the header {@code Cookie}. */
    public String cookie() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** Follows redirects from a page. */
    public HttpResponse<String> follow(URI page) throws IOException, InterruptedException {
        URI next = page;
        for (int redirects = 0; redirects < MOST_REDIRECTS; redirects++) {
            HttpResponse<String> answer = send(HttpRequest.newBuilder(next).GET());
            if (answer.statusCode() / 100 != 3) {
                return answer;
            }
            next = location(answer);
        }
        throw new AssertionError("more than " + MOST_REDIRECTS + " redirects from " + page);
    }

    private HttpResponse<String> submit(HttpResponse<String> page, String user)
            throws IOException, InterruptedException {
        return follow(location(choose(page, user)));
    }

    /** Where a browser is sent. */
    public static URI location(HttpResponse<String> answer) {
        return answer.uri().resolve(answer.headers().firstValue("Location").orElseThrow());
    }

    /** Chooses a user at the page of the local workspace, which sends the browser back. */
    public HttpResponse<String> choose(HttpResponse<String> page, String user)
            throws IOException, InterruptedException {
        Map<String, String> fields = HIDDEN.matcher(page.body())
                .results()
                .collect(Collectors.toMap(field -> field.group(1), field -> unescaped(field.group(2))));
        fields.put("user", user);
        return send(HttpRequest.newBuilder(page.uri().resolve("authorize"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", page.uri().resolve("/").toString().replaceAll("/$", ""))
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.ofString(form(fields))));
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        headers.forEach(request::header);
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookie());
        }
        HttpResponse<String> answer =
                CLIENT.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        answer.headers().allValues("Set-Cookie").forEach(this::keep);
        return answer;
    }

    private void keep(String setCookie) {
        List<String> parts = List.of(setCookie.split("; *"));
        String[] pair = parts.get(0).split("=", 2);
        if (parts.contains("Max-Age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }

    private static String unescaped(String text) {
        return text.replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
