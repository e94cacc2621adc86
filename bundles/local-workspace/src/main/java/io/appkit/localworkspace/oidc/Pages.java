package io.appkit.localworkspace.oidc;

import io.appkit.localworkspace.http.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** Pages of the sign-in: in one piece, without script, never kept, never framed. */
final class Pages {

    private static final String STYLE = style();
    private static final String STYLE_HASH = hash(STYLE);

    private Pages() {}

    static Answer signedOut() {
        return of(200, "Signed out", "<h1>You are signed out</h1>\n<p>You can close this page.</p>", "'none'");
    }

    static Answer refused(String title, String reason) {
        return of(
                400,
                title,
                "<h1>" + escaped(title) + "</h1>\n<p>" + escaped(reason)
                        + ".</p>\n<p>Go back to the app and try again.</p>",
                "'none'");
    }

    /**
     * A page.
     *
     * @param main its content, escaped where need be
     * @param formAction where its form may lead, redirects included
     */
    static Answer of(int status, String title, String main, String formAction) {
        String html = """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta name="robots" content="noindex">
                <title>%s · Local workspace</title>
                <style>%s</style>
                </head>
                <body>
                <main>
                <p class="brand">Local workspace</p>
                %s
                </main>
                </body>
                </html>
                """.formatted(escaped(title), STYLE, main);
        Map<String, String> headers = Map.of(
                "Content-Security-Policy",
                "default-src 'none'; style-src '" + STYLE_HASH + "'; form-action " + formAction
                        + "; frame-ancestors 'none'; base-uri 'none'",
                "Cache-Control",
                "no-store",
                "Referrer-Policy",
                "same-origin",
                "X-Frame-Options",
                "DENY");
        return new Answer(
                status, headers, "text/html; charset=utf-8", ByteBuffer.wrap(html.getBytes(StandardCharsets.UTF_8)));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String style() {
        try (InputStream in = Pages.class.getResourceAsStream("sign-in.css")) {
            if (in == null) {
                throw new IllegalStateException("The bundle lacks sign-in.css");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("The bundle's sign-in.css cannot be read", e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256", e);
        }
    }
}
