package io.appkit.localworkspace.oidc;

import io.appkit.localworkspace.http.Answer;
import io.appkit.localworkspace.http.Call;
import io.appkit.localworkspace.http.Routes;
import io.appkit.localworkspace.identity.Directory;
import io.appkit.localworkspace.identity.User;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** The sign-in page, and what its form does (RFC 6749, section 3.1). */
public final class AuthorizeEndpoint {

    static final String PATH = "/oidc/v1/authorize";

    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private final String issuer;
    private final Directory directory;
    private final RedirectUris redirectUris;
    private final SignIns signIns;
    private final FormTokens formTokens;

    /** An endpoint of the provider with that issuer. */
    public AuthorizeEndpoint(
            String issuer, Directory directory, RedirectUris redirectUris, SignIns signIns, Clock clock) {
        this.issuer = issuer;
        this.directory = directory;
        this.redirectUris = redirectUris;
        this.signIns = signIns;
        this.formTokens = new FormTokens(clock);
    }

    /** Adds the endpoint. */
    public void addTo(Routes routes) {
        routes.open("GET", PATH, this::page);
        routes.open("POST", PATH, this::choice);
    }

    private Answer page(Call call) {
        return answer(() -> FormFields.of(call.query()), (fields, request) -> page(request, false));
    }

    private Answer choice(Call call) {
        return answer(() -> FormFields.of(call.body()), (fields, request) -> {
            boolean ownSite = OWN_SITE.contains(call.header("Sec-Fetch-Site").orElse("none"));
            if (!ownSite || !formTokens.good(fields.get("form").orElse(""), request)) {
                return page(request, true);
            }
            Optional<User> user = fields.get("user").flatMap(directory::user);
            if (user.isEmpty()) {
                throw new OAuthError("access_denied", "Nobody was chosen");
            }
            return address(fields).code(signIns.begin(user.get(), request));
        });
    }

    private Answer page(AuthorizeRequest request, boolean again) {
        return LoginPage.of(request, directory, formTokens.issue(request), again);
    }

    private interface Fields {
        FormFields read() throws OAuthError;
    }

    private interface Step {
        Answer take(FormFields fields, AuthorizeRequest request) throws OAuthError;
    }

    /** Errors go back to the client only once it is sure that it is the client. */
    private Answer answer(Fields source, Step step) {
        FormFields fields;
        ReturnAddress address;
        try {
            fields = source.read();
            address = address(fields);
        } catch (OAuthError e) {
            return Pages.refused("This sign-in cannot go on", e.description());
        }
        try {
            return step.take(fields, AuthorizeRequest.of(fields));
        } catch (OAuthError e) {
            return address.error(e);
        }
    }

    private ReturnAddress address(FormFields fields) throws OAuthError {
        if (!fields.require("client_id").equals(directory.app().clientId())) {
            throw OAuthError.invalidRequest("The client is not known to the local workspace");
        }
        String uri = fields.require("redirect_uri");
        if (!redirectUris.allowsAfterSignIn(uri)) {
            throw OAuthError.invalidRequest("The address to return to is neither on this machine nor the app's");
        }
        return new ReturnAddress(uri, fields.get("state"), issuer);
    }
}
