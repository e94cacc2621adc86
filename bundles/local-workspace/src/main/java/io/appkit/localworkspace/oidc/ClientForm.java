package io.appkit.localworkspace.oidc;

import io.appkit.localworkspace.http.Answer;
import io.appkit.localworkspace.http.Call;
import io.appkit.localworkspace.http.Routes;
import io.appkit.localworkspace.identity.ServicePrincipal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Forms that nobody but the app may post (RFC 6749, section 3.2.1). */
final class ClientForm {

    /** Answers one; of its fields, the one that says what is asked for is there. */
    @FunctionalInterface
    interface Handler {
        Answer answer(String asked, FormFields form) throws OAuthError;
    }

    private final ServicePrincipal app;

    ClientForm(ServicePrincipal app) {
        this.app = app;
    }

    void addTo(Routes routes, String path, String field, Handler handler) {
        routes.open("POST", path, call -> {
            try {
                return answer(call, field, handler);
            } catch (OAuthError e) {
                return refused(400, e);
            }
        });
    }

    private Answer answer(Call call, String field, Handler handler) throws OAuthError {
        String type = call.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/x-www-form-urlencoded")) {
            throw OAuthError.invalidRequest("The Content-Type must be application/x-www-form-urlencoded");
        }
        FormFields form = FormFields.of(call.body());
        form.refuseRepetitions();
        String asked = form.require(field);
        if (!ClientAuthentication.proves(call, form, app)) {
            return refused(401, new OAuthError("invalid_client", "Client authentication failed"))
                    .with("WWW-Authenticate", "Basic realm=\"local workspace\"");
        }
        return handler.answer(asked, form);
    }

    private static Answer refused(int status, OAuthError error) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("error", error.code());
        body.put("error_description", error.description());
        return Answer.json(status, body).with("Cache-Control", "no-store");
    }
}
