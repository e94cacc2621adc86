package io.appkit.localworkspace.oidc;

import io.appkit.localworkspace.http.Call;
import io.appkit.localworkspace.identity.ServicePrincipal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Whether the client of a token request is the app (RFC 6749, section 2.3.1). */
final class ClientAuthentication {

    private static final String BASIC = "Basic ";

    private ClientAuthentication() {}

    static boolean proves(Call call, FormFields form, ServicePrincipal app) throws OAuthError {
        String header = call.header("Authorization").orElse("");
        if (header.isEmpty()) {
            return app.proves(
                    form.get("client_id").orElse(""), form.get("client_secret").orElse(""));
        } else if (form.get("client_secret").isPresent()) {
            throw OAuthError.invalidRequest("The client authenticates in two ways");
        } else if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return false;
        }
        String pair = decoded(header.substring(BASIC.length()).trim());
        int colon = pair.indexOf(':');
        if (colon < 0) {
            return false;
        }
        String id = pair.substring(0, colon);
        String secret = pair.substring(colon + 1);
        // Encoded as a form, says the RFC; the Databricks SDKs send it as it is.
        return app.proves(id, secret) || app.proves(FormFields.decoded(id), FormFields.decoded(secret));
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
