package io.appkit.auth.oidc;

import com.github.benmanes.caffeine.cache.Ticker;
import io.appkit.api.Caller;
import io.appkit.api.platform.GateDecision;
import io.appkit.api.platform.GateRequest;
import io.appkit.api.platform.UserDirectory;
import io.appkit.auth.Finding;
import io.appkit.auth.Identification;
import io.appkit.auth.Navigation;
import io.appkit.auth.session.CookieKeys;
import io.appkit.auth.session.Found;
import io.appkit.auth.session.Session;
import io.appkit.auth.session.SessionSettings;
import io.appkit.auth.session.Sessions;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The server signs callers in at an OpenID provider, and knows them by their sessions. */
public final class OidcSignIn implements Identification {

    private final OidcSettings settings;
    private final ProviderHttp http;
    private final Provider provider;
    private final TokenEndpoint tokenEndpoint;
    private final Sessions sessions;
    private final SignInPages pages;

    /**
     * Creates it; the provider is not asked before somebody signs in.
     *
     * @param settings what it needs to know
     * @param users tells whose a token is; null while it is not there
     * @param clock tells the time
     * @throws IOException if keys or revocations cannot be read; the message names the file
     */
    public OidcSignIn(OidcSettings settings, Supplier<@Nullable UserDirectory> users, Clock clock) throws IOException {
        this.settings = settings;
        CookieKeys keys = settings.cookieKeys().isEmpty()
                ? CookieKeys.kept(settings.folder())
                : CookieKeys.of(settings.cookieKeys());
        http = new ProviderHttp(ProviderHttp.DEADLINE);
        provider = new Provider(settings, http, clock);
        tokenEndpoint = new TokenEndpoint(settings, provider, http, clock);
        boolean https = settings.origin().https();
        sessions = new Sessions(
                new SessionSettings(
                        settings.appName(),
                        https,
                        settings.origin().port(),
                        keys,
                        settings.sessionMaxAge(),
                        settings.folder()),
                tokenEndpoint,
                clock);
        PendingLogins pending = new PendingLogins(settings.appName(), https, keys, clock);
        pages = new SignInPages(
                new LoginRate(settings.trustedProxies(), Ticker.systemTicker()),
                new LoginStart(settings, provider, pending, sessions),
                pending,
                new Callback(
                        settings, provider, tokenEndpoint, new IdTokens(settings.clientId(), clock), sessions, users),
                new SignOut(settings, provider, sessions));
    }

    /** What it was made for. */
    public OidcSettings settings() {
        return settings;
    }

    /** The sessions it knows callers by. */
    public Sessions sessions() {
        return sessions;
    }

    /** The provider's name, once it is known. */
    public Optional<String> issuer() {
        return provider.issuer();
    }

    @Override
    public Optional<GateDecision> page(GateRequest request) {
        return pages.answer(request);
    }

    @Override
    public Finding identify(GateRequest request) {
        Found found = sessions.find(request.headers("Cookie"));
        if (found instanceof Found.Valid valid) {
            return new Finding.Known(
                    caller(valid.session()), Optional.of(valid.session().expiresAt()), valid.setCookies());
        } else if (found instanceof Found.Unavailable) {
            return new Finding.Unknown(503, "UNAVAILABLE", "The sign-in service does not answer, please retry");
        }
        return nobody(request, found instanceof Found.Expired expired ? expired.clearCookies() : List.of());
    }

    private static Caller caller(Session session) {
        return new Caller(
                session.identity().id(),
                session.identity().email(),
                session.identity().name(),
                Optional.of(session.token()));
    }

    private Finding nobody(GateRequest request, List<String> cookies) {
        return new Finding.Unknown(
                Navigation.isOne(request)
                        ? new GateDecision.Respond(302, Map.of("Location", signIn(request)), cookies, "")
                        : new GateDecision.Refuse(401, "AUTHENTICATION_ERROR", "Sign in to go on", cookies));
    }

    /** Cookies of one name of the host are no good under another, so that the way leads to the public one. */
    private String signIn(GateRequest request) {
        String query = request.rawQuery();
        String wanted = Navigation.isRead(request) ? request.rawPath() + (query.isEmpty() ? "" : "?" + query) : "/";
        String returnPath = ReturnPath.of(wanted);
        return settings.origin().isNamedIn(request)
                ? SignInLink.to(returnPath)
                : SignInLink.at(settings.origin(), returnPath);
    }

    @Override
    public Optional<String> signInPath() {
        return Optional.of(Paths.LOGIN);
    }

    @Override
    public Optional<String> signOutPath() {
        return Optional.of(Paths.LOGOUT);
    }

    @Override
    public void close() {
        sessions.close();
        tokenEndpoint.close();
        http.close();
    }
}
