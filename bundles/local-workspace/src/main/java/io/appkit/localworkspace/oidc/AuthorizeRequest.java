package io.appkit.localworkspace.oidc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request for a sign-in (RFC 6749, section 4.1.1; RFC 7636; OpenID Connect Core, section 3.1.2.1), all of it checked.
 *
 * @param clientId who asks
 * @param redirectUri where the code goes
 * @param state to be sent back
 * @param challenge SHA-256 of what the client will prove it knows
 * @param scope what is granted
 * @param nonce for the id token
 * @param loginHint user name to suggest
 */
record AuthorizeRequest(
        String clientId,
        String redirectUri,
        Optional<String> state,
        String challenge,
        String scope,
        Optional<String> nonce,
        Optional<String> loginHint) {

    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Set<String> PROMPTS = Set.of("login", "consent", "select_account");

    /** Reads what is sent beside a client and redirect URI that are checked already. */
    static AuthorizeRequest of(FormFields fields) throws OAuthError {
        fields.refuseRepetitions();
        if (fields.get("request").isPresent()) {
            throw new OAuthError("request_not_supported", "Request objects are not supported");
        } else if (fields.get("request_uri").isPresent()) {
            throw new OAuthError("request_uri_not_supported", "Request objects are not supported");
        } else if (!fields.require("response_type").equals("code")) {
            throw new OAuthError("unsupported_response_type", "Only response_type=code is supported");
        } else if (!fields.get("response_mode").orElse("query").equals("query")) {
            throw OAuthError.invalidRequest("Only response_mode=query is supported");
        }
        String challenge = fields.require("code_challenge");
        if (!fields.get("code_challenge_method").orElse("plain").equals("S256")
                || !CHALLENGE.matcher(challenge).matches()) {
            throw OAuthError.invalidRequest("PKCE with code_challenge_method=S256 is required");
        }
        checkPrompt(fields.get("prompt").orElse("login"));
        return new AuthorizeRequest(
                fields.require("client_id"),
                fields.require("redirect_uri"),
                fields.get("state"),
                challenge,
                Scopes.granted(fields.get("scope"), String.join(" ", Scopes.KNOWN)),
                fields.get("nonce"),
                fields.get("login_hint"));
    }

    /** Nobody is ever signed in here already. */
    private static void checkPrompt(String prompts) throws OAuthError {
        if (prompts.equals("none")) {
            throw new OAuthError("login_required", "Nobody is signed in");
        }
        for (String prompt : prompts.split(" +", -1)) {
            if (!PROMPTS.contains(prompt)) {
                throw OAuthError.invalidRequest("This prompt is not supported");
            }
        }
    }

    /** As fields of the form that the sign-in page posts. */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("response_type", "code");
        fields.put("client_id", clientId);
        fields.put("redirect_uri", redirectUri);
        fields.put("scope", scope);
        fields.put("code_challenge", challenge);
        fields.put("code_challenge_method", "S256");
        state.ifPresent(value -> fields.put("state", value));
        nonce.ifPresent(value -> fields.put("nonce", value));
        return fields;
    }
}
