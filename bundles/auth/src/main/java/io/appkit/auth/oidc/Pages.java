package io.appkit.auth.oidc;

import io.appkit.api.platform.GateDecision;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The few pages that signing in and out has of its own: no script, one style, nothing from elsewhere. */
final class Pages {

    private static final String STYLE = """
            :root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}\
            body{margin:0;min-height:100vh;display:grid;place-items:center}\
            main{max-width:26rem;padding:2rem}\
            h1{font-size:1.4rem;margin:0 0 .5rem}\
            a{display:inline-block;margin-top:1rem}\
            small{display:block;margin-top:2rem;opacity:.75}""";
    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private Pages() {}

    /** Why a sign-in came to nothing, and the way to another one. */
    static GateDecision failed(SignInFailure.Kind kind, String reference, String returnPath, List<String> cookies) {
        Map<String, String> headers = headers();
        if (kind.status() == 429 || kind.status() == 503) {
            headers.put("Retry-After", kind.status() == 429 ? "60" : "2");
        }
        return new GateDecision.Respond(
                kind.status(),
                headers,
                cookies,
                page(
                        kind.title(),
                        kind.text(),
                        SignInLink.to(returnPath),
                        "Sign in again",
                        "<small>Reference: " + reference + "</small>"));
    }

    /** The end of a session. */
    static GateDecision signedOut() {
        return new GateDecision.Respond(
                200,
                headers(),
                List.of(),
                page("You are signed out", "Close the browser if others use it, too.", Paths.LOGIN, "Sign in", ""));
    }

    private static Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "text/html; charset=utf-8");
        headers.put("Content-Security-Policy", POLICY);
        return headers;
    }

    private static String page(String title, String text, String link, String linkText, String more) {
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width\"><title>" + title + "</title><style>" + STYLE
                + "</style></head><body><main><h1>" + title + "</h1><p>" + text + "</p><a href=\"" + link + "\">"
                + linkText + "</a>" + more + "</main></body></html>";
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
