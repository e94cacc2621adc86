package io.appkit.auth;

import io.appkit.api.config.Configuration;
import io.appkit.api.config.Key;
import io.appkit.auth.session.CookieKeys;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How callers are known.
 *
 * @param mode how
 * @param trustedProxies IP addresses of proxies: their identity headers are believed in mode {@code databricks-apps}, and
 *     their {@code X-Forwarded-For} where sign-ins are counted by address
 * @param publicPaths exact paths that are served without a caller
 * @param privateAssets whether files of the page's build need a caller, too
 * @param clientId OAuth client; empty: {@code DATABRICKS_CLIENT_ID}, {@code DATABRICKS_CLIENT_SECRET} of the environment
 * @param clientSecret secret of {@link #clientId}; empty for a public client
 * @param issuer OpenID provider; empty: that of the workspace
 * @param scopes what sign-ins ask for, separated by spaces or commas
 * @param sessionMaxAge how long after the sign-in a session ends, whatever happens
 * @param cookieKeys keys of cookies, base64 of 32 bytes each, the one in use first; empty: a key of this server alone
 */
@Configuration(pid = "appkit.auth", title = "AppKit sign-in")
public record AuthSettings(
        @Key(description = "How callers are known: auto, databricks-apps, oidc or developer", defaultValue = "auto")
        Mode mode,

        @Key(description = "IP addresses of the proxies whose identity headers are believed, comma separated")
        List<String> trustedProxies,

        @Key(description = "Exact paths that are served without sign-in, comma separated")
        List<String> publicPaths,

        @Key(description = "Whether hash-named files of the page's build need sign-in, too", defaultValue = "false")
        boolean privateAssets,

        @Key(description = "OAuth client id; DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET when unset")
        Optional<String> clientId,

        @Key(description = "Secret of the OAuth client clientId; none for a public client")
        Optional<String> clientSecret,

        @Key(description = "URL of the OpenID provider; that of the workspace when unset")
        Optional<String> issuer,

        @Key(
                description = "Scopes that a sign-in asks for, separated by spaces",
                defaultValue = "openid email profile offline_access all-apis")
        String scopes,

        @Key(
                description = "Milliseconds after the sign-in in which a session ends, whatever happens",
                defaultValue = "86400000",
                min = 300_000,
                max = 2_592_000_000L)
        Duration sessionMaxAge,

        @Key(description = "Keys of session cookies, base64 of 32 bytes each, comma separated; the first one seals")
        List<String> cookieKeys) {

    /** How callers are known. */
    public enum Mode {
        /** {@link #DATABRICKS_APPS} on the platform's evidence, else {@link #OIDC}. */
        AUTO,
        /** The platform's proxy has signed the caller in and says so in headers. */
        DATABRICKS_APPS,
        /** The server signs callers in itself. */
        OIDC,
        /** The caller is the owner of the server's own credentials, on this machine only. */
        DEVELOPER
    }

    private static final Pattern PATH = Pattern.compile("/|(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~!$&'()+=:@-]+)+/?");
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x2B\\x2D-\\x5B\\x5D-\\x7E]+");

    /** Checks the values. */
    public AuthSettings {
        trustedProxies.forEach(address ->
                check(IpAddress.parse(address).isPresent(), "trustedProxies", address, "expected an IP address"));
        publicPaths.forEach(path -> check(
                PATH.matcher(path).matches() && !path.startsWith("/.auth"),
                "publicPaths",
                path,
                "expected an exact path, as /hooks/orders, not below /.auth"));
        issuer.ifPresent(url -> check(isIssuer(url), "issuer", url, "expected a URL, as https://accounts.example.com"));
        check(clientSecret.isEmpty() || clientId.isPresent(), "clientId", "", "clientSecret is there without it");
        check(scopes(scopes).contains("openid"), "scopes", scopes, "openid must be among them");
        scopes(scopes).forEach(scope -> check(SCOPE.matcher(scope).matches(), "scopes", scope, "not a scope"));
        checkKeys(cookieKeys);
    }

    /** The scopes one by one. */
    public List<String> scopeList() {
        return scopes(scopes);
    }

    private static List<String> scopes(String text) {
        return Arrays.stream(text.split("[ ,]+", -1))
                .filter(scope -> !scope.isEmpty())
                .toList();
    }

    private static boolean isIssuer(String text) {
        try {
            URI uri = URI.create(text);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void checkKeys(List<String> keys) {
        if (!keys.isEmpty()) {
            try {
                CookieKeys.of(keys);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("key cookieKeys: " + e.getMessage(), e);
            }
        }
    }

    private static void check(boolean good, String key, String value, String reason) {
        if (!good) {
            throw new IllegalArgumentException("key " + key + ": '" + value + "' is not valid: " + reason);
        }
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "AuthSettings[mode=" + mode + ", clientId=" + clientId + ", issuer=" + issuer + ", scopes=" + scopes
                + "]";
    }
}
