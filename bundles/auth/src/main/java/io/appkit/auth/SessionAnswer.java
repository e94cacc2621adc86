package io.appkit.auth;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.appkit.api.Caller;
import io.appkit.api.platform.GateDecision;
import io.appkit.api.platform.GateRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells a page whose session it is: {@code GET /api/appkit/session}. */
final class SessionAnswer {

    private static final String PATH = "/api/appkit/session";

    private SessionAnswer() {}

    static boolean isWantedBy(GateRequest request) {
        return request.rawPath().equals(PATH) && Navigation.isRead(request);
    }

    static GateDecision of(String mode, Identification identification, Finding finding) {
        if (finding instanceof Finding.Known known) {
            return json(200, known.cookies(), session(mode, identification, known));
        }
        GateDecision answer = ((Finding.Unknown) finding).answer();
        if (answer instanceof GateDecision.Refuse refused
                && refused.status() == 401
                && identification.signInPath().isPresent()) {
            Map<String, @Nullable Object> error = new LinkedHashMap<>();
            error.put("error", refused.message());
            error.put("code", refused.code());
            error.put("signIn", identification.signInPath().get());
            return json(401, refused.cookies(), error);
        }
        return answer;
    }

    private static Map<String, @Nullable Object> session(
            String mode, Identification identification, Finding.Known known) {
        Map<String, @Nullable Object> session = new LinkedHashMap<>();
        session.put("mode", mode);
        session.put("user", user(known.caller()));
        session.put("expiresAt", known.until().map(Instant::toEpochMilli).orElse(null));
        session.put("signOut", identification.signOutPath().orElse(null));
        return session;
    }

    private static Map<String, Object> user(Caller caller) {
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("id", caller.id());
        caller.email().ifPresent(email -> user.put("email", email));
        caller.name().ifPresent(name -> user.put("name", name));
        return user;
    }

    private static GateDecision json(int status, List<String> cookies, Map<String, @Nullable Object> body) {
        return new GateDecision.Respond(
                status,
                Map.of("Content-Type", "application/json; charset=utf-8"),
                cookies,
                JSONObjectUtils.toJSONString(body));
    }
}
