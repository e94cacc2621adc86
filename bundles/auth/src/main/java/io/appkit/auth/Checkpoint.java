package io.appkit.auth;

import io.appkit.api.platform.Gate;
import io.appkit.api.platform.GateDecision;
import io.appkit.api.platform.GateRequest;
import java.util.Optional;

/**
 * The order of questions that every request is asked.
 *
 * @param mode name of the way callers are known
 * @param sameOrigin whether another site is behind it
 * @param publicPaths whether anybody may have it
 * @param identification who is calling
 */
record Checkpoint(String mode, SameOrigin sameOrigin, PublicPaths publicPaths, Identification identification)
        implements Gate {

    @Override
    public GateDecision decide(GateRequest request) {
        if (sameOrigin.refuses(request)) {
            return new GateDecision.Refuse(403, "FORBIDDEN", "Another site may not do this");
        } else if (publicPaths.contains(request)) {
            return new GateDecision.Public();
        }
        Optional<GateDecision> page = identification.page(request);
        if (page.isPresent()) {
            return page.get();
        }
        Finding finding = identification.identify(request);
        if (SessionAnswer.isWantedBy(request)) {
            return SessionAnswer.of(mode, identification, finding);
        }
        return finding instanceof Finding.Known known
                ? new GateDecision.Admit(known.caller(), known.cookies())
                : ((Finding.Unknown) finding).answer();
    }
}
