package io.appkit.auth.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Keeps cookies as a browser does. */
final class Browser {

    private final Map<String, String> cookies = new LinkedHashMap<>();

    static Browser with(List<String> setCookies) {
        Browser browser = new Browser();
        browser.accept(setCookies);
        return browser;
    }

    void accept(List<String> setCookies) {
        for (String setCookie : setCookies) {
            String[] pair = setCookie.substring(0, setCookie.indexOf(';')).split("=", 2);
            if (setCookie.contains("; Max-Age=0;")) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
            }
        }
    }

    /** The Cookie headers of its next request. */
    List<String> headers() {
        return List.of(cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; ")));
    }

    Map<String, String> cookies() {
        return cookies;
    }
}
