package io.appkit.shell;

import io.appkit.api.AppKitException;
import io.appkit.api.platform.SignIn;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose sessions are to end.
 *
 * @param caller id of a caller; null for none in particular
 * @param all those of all callers
 */
record Revocation(@Nullable String caller, boolean all) {

    /** Ends them and says so. */
    void carryOut(SignIn signIn, Console console, boolean json) {
        if (all == (caller != null) || (caller != null && caller.isBlank())) {
            throw AppKitException.validation("Give the id of one caller, or --all for everybody");
        }
        SignIn.Status status = signIn.status();
        if (status.cookieKeys().isEmpty()) {
            throw AppKitException.validation("In mode " + status.mode() + " this server has no sessions to end");
        }
        if (caller == null) {
            signIn.revokeAll();
        } else {
            signIn.revoke(caller);
        }
        if (json) {
            Map<String, Object> done = new LinkedHashMap<>();
            done.put("caller", caller);
            done.put("all", all);
            Json.print(console, done);
        } else {
            console.out()
                    .println(
                            caller == null
                                    ? "All sessions on this server have ended"
                                    : "All sessions of " + Text.line(caller) + " on this server have ended");
        }
    }
}
