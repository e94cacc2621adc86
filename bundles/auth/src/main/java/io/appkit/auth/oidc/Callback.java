package io.appkit.auth.oidc;

import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import io.appkit.api.AppKitException;
import io.appkit.api.Caller;
import io.appkit.api.ErrorKind;
import io.appkit.api.platform.BearerToken;
import io.appkit.api.platform.GateDecision;
import io.appkit.api.platform.GateRequest;
import io.appkit.api.platform.UserDirectory;
import io.appkit.auth.oidc.SignInFailure.Kind;
import io.appkit.auth.session.Identity;
import io.appkit.auth.session.RefusedException;
import io.appkit.auth.session.SessionTooLargeException;
import io.appkit.auth.session.Sessions;
import io.appkit.auth.session.Tokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the provider's answer, and begins the session. */
final class Callback {

    private static final Logger LOG = LoggerFactory.getLogger(Callback.class);

    private final OidcSettings settings;
    private final Provider provider;
    private final TokenEndpoint tokenEndpoint;
    private final IdTokens idTokens;
    private final Sessions sessions;
    private final Supplier<@Nullable UserDirectory> users;

    Callback(
            OidcSettings settings,
            Provider provider,
            TokenEndpoint tokenEndpoint,
            IdTokens idTokens,
            Sessions sessions,
            Supplier<@Nullable UserDirectory> users) {
        this.settings = settings;
        this.provider = provider;
        this.tokenEndpoint = tokenEndpoint;
        this.idTokens = idTokens;
        this.sessions = sessions;
        this.users = users;
    }

    /** Where the browser goes, signed in. */
    GateDecision answer(Query query, PendingLogin login, GateRequest request, String removal)
            throws IOException, SignInFailure {
        if (query.values().containsKey("error")) {
            String code = TokenEndpoint.errorCode(query.single("error").orElse(""));
            throw new SignInFailure(Kind.DECLINED, "the provider answered " + code);
        }
        Provider.Known known = provider.get();
        checkIssuer(query, known);
        String code =
                query.single("code").orElseThrow(() -> new SignInFailure(Kind.REJECTED, "an answer without a code"));
        OIDCTokenResponse answer = exchange(code, login);
        idTokens.check(answer.getOIDCTokens().getIDToken(), login.nonce(), known);
        Tokens tokens = tokenEndpoint.tokens(answer);
        Caller caller = identify(tokens);
        List<String> cookies = new ArrayList<>(List.of(removal));
        cookies.addAll(begin(caller, tokens, request));
        LOG.info("Signed in: {}", caller.id());
        return LoginStart.redirect(settings.origin() + login.returnPath(), cookies);
    }

    /** RFC 9207: an answer that names another issuer was meant for somebody else. */
    private static void checkIssuer(Query query, Provider.Known known) throws SignInFailure {
        String issuer = known.metadata().getIssuer().getValue();
        if (query.values().containsKey("iss")
                && query.single("iss").filter(issuer::equals).isEmpty()) {
            throw new SignInFailure(Kind.REJECTED, "an answer of another issuer");
        }
    }

    private OIDCTokenResponse exchange(String code, PendingLogin login) throws IOException, SignInFailure {
        try {
            return tokenEndpoint.exchange(code, login);
        } catch (RefusedException e) {
            throw new SignInFailure(Kind.REJECTED, "the token endpoint answered " + e.getMessage());
        }
    }

    private Caller identify(Tokens tokens) throws IOException, SignInFailure {
        UserDirectory directory = users.get();
        if (directory == null) {
            throw new IOException("the workspace is not known at the moment");
        }
        try {
            return directory.identify(new BearerToken(tokens.accessToken()));
        } catch (AppKitException e) {
            if (e.kind() == ErrorKind.AUTHENTICATION) {
                throw new SignInFailure(Kind.NOT_ACCEPTED, "the workspace does not accept the access token");
            }
            throw new IOException("the workspace cannot be asked who it is: " + e.kind(), e);
        }
    }

    private List<String> begin(Caller caller, Tokens tokens, GateRequest request) throws SignInFailure {
        try {
            return sessions.begin(
                    new Identity(caller.id(), caller.email(), caller.name()), tokens, request.headers("Cookie"));
        } catch (SessionTooLargeException e) {
            throw new SignInFailure(Kind.REJECTED, String.valueOf(e.getMessage()));
        }
    }
}
