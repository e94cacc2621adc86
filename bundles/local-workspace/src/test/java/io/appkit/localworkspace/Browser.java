package io.appkit.localworkspace;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Someone before the sign-in page: reads it, fills in its form, and follows no redirect. */
final class Browser {

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([a-z_]+)\" value=\"([^\"]*)\">");

    private final HttpClient http = HttpClient.newHttpClient();

    HttpResponse<String> open(URI page) throws Exception {
        return http.send(request(page).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(URI page, Map<String, String> form, String... headers) throws Exception {
        HttpRequest.Builder request = request(page).header("Content-Type", "application/x-www-form-urlencoded");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(
                request.POST(HttpRequest.BodyPublishers.ofString(encoded(form))).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(URI page) {
        return HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(30));
    }

    /** Fields of the form on a page, as a browser would send them. */
    static Map<String, String> form(String html) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher matcher = HIDDEN.matcher(html);
        while (matcher.find()) {
            String value = matcher.group(2)
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&quot;", "\"")
                    .replace("&#39;", "'")
                    .replace("&amp;", "&");
            fields.put(matcher.group(1), value);
        }
        return fields;
    }

    /** Where a person ends up who chooses a user on a page. */
    URI choose(URI page, String user) throws Exception {
        Map<String, String> form = form(open(page).body());
        form.put("user", user);
        HttpResponse<String> response = post(page.resolve("authorize"), form);
        return URI.create(response.headers().firstValue("Location").orElseThrow(() -> new AssertionError(response)));
    }

    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
