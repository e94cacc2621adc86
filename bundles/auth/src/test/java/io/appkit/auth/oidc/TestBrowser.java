package io.appkit.auth.oidc;

import io.appkit.api.platform.GateDecision;
import io.appkit.auth.Finding;
import io.appkit.auth.Identification;
import io.appkit.auth.TestRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Keeps cookies, as far as they matter here, and follows what it is told. */
final class TestBrowser {

    private final Identification signIn;
    final Map<String, String> cookies = new TreeMap<>();

    TestBrowser(Identification signIn) {
        this.signIn = signIn;
    }

    GateDecision.Respond go(TestRequest request) {
        GateDecision.Respond answer = (GateDecision.Respond) decide(request);
        keep(answer.cookies());
        return answer;
    }

    Finding find(TestRequest request) {
        Finding finding = signIn.identify(withCookies(request));
        if (finding instanceof Finding.Known known) {
            keep(known.cookies());
        }
        return finding;
    }

    GateDecision decide(TestRequest request) {
        return signIn.page(withCookies(request)).orElseThrow();
    }

    /** The provider's page that a sign-in starts with. */
    URI begin(String returnPath) {
        GateDecision.Respond answer = go(navigate(SignInLink.to(returnPath)));
        if (answer.status() != 302) {
            throw new AssertionError(answer);
        }
        return URI.create(answer.headers().get("Location"));
    }

    GateDecision.Respond finish(String query) {
        return go(navigate(Paths.CALLBACK + "?" + query));
    }

    static TestRequest navigate(String target) {
        return TestRequest.navigate(target).with("Host", "app.example.com");
    }

    private TestRequest withCookies(TestRequest request) {
        return cookies.isEmpty()
                ? request
                : request.with(
                        "Cookie",
                        cookies.entrySet().stream()
                                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                .collect(Collectors.joining("; ")));
    }

    private void keep(List<String> setCookies) {
        for (String cookie : setCookies) {
            String pair = cookie.substring(0, cookie.indexOf(';'));
            String name = pair.substring(0, pair.indexOf('='));
            if (cookie.contains("Max-Age=0")) {
                cookies.remove(name);
            } else {
                cookies.put(name, pair.substring(name.length() + 1));
            }
        }
    }
}
