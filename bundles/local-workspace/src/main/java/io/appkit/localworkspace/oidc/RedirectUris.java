package io.appkit.localworkspace.oidc;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where browsers may be sent: to this machine (RFC 8252, section 7.3), and to the app's own pages under its public URL.
 */
public final class RedirectUris {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|\\[::1\\]|127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");

    private final Optional<String> own;

    /**
     * For an app.
     *
     * @param publicUrl origin under which browsers reach it; empty if that is this machine
     */
    public RedirectUris(Optional<String> publicUrl) {
        own = publicUrl
                .flatMap(RedirectUris::parsed)
                .filter(url -> url.getHost() != null)
                .map(RedirectUris::origin);
    }

    /** Whether someone who has signed in may be sent there. */
    boolean allowsAfterSignIn(String uri) {
        return allows(uri, "/.auth/callback");
    }

    /** Whether someone who has signed out may be sent there. */
    boolean allowsAfterSignOut(String uri) {
        return allows(uri, "/.auth/signed-out");
    }

    private boolean allows(String uri, String ownPath) {
        Optional<URI> address = parsed(uri).filter(parsed -> isWebAddress(parsed, uri));
        return address.isPresent()
                && (LOOPBACK.matcher(address.get().getHost()).matches()
                        || own.filter(origin -> uri.equals(origin + ownPath)).isPresent());
    }

    /** Scheme, host and port, as browsers write them. */
    static String origin(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        boolean standard = uri.getPort() < 0 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + host + (standard ? "" : ":" + uri.getPort());
    }

    private static boolean isWebAddress(URI uri, String text) {
        return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawFragment() == null
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static Optional<URI> parsed(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
