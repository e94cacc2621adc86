package io.appkit.itests.inside;

import static io.appkit.itests.inside.Outcome.ABSENT;
import static io.appkit.itests.inside.Outcome.INTERRUPTED;
import static io.appkit.itests.inside.Outcome.SERVED;
import static io.appkit.itests.inside.Outcome.UNAVAILABLE;

import java.util.Set;

/** What is done to the server while it is under load, and what requests may meet meanwhile. */
enum Phase {
    STEADY(Set.of(SERVED), Set.of(SERVED)),
    GATE_CHANGES(Set.of(SERVED, UNAVAILABLE), Set.of(SERVED, UNAVAILABLE)),
    GATE_STOPPED(Set.of(UNAVAILABLE), Set.of(UNAVAILABLE)),
    PLUGIN_CHANGES(Set.of(SERVED), Set.of(SERVED, INTERRUPTED, UNAVAILABLE)),
    PLUGIN_STOPPED(Set.of(SERVED), Set.of(UNAVAILABLE)),
    PLUGIN_COMES_OR_GOES(Set.of(SERVED), Set.of(SERVED, INTERRUPTED, UNAVAILABLE, ABSENT)),
    PLUGIN_UNINSTALLED(Set.of(SERVED), Set.of(ABSENT));

    private final Set<Outcome> elsewhere;
    private final Set<Outcome> atThePlugin;

    Phase(Set<Outcome> elsewhere, Set<Outcome> atThePlugin) {
        this.elsewhere = elsewhere;
        this.atThePlugin = atThePlugin;
    }

    Set<Outcome> allowed(Target target) {
        return target == Target.QUERY ? atThePlugin : elsewhere;
    }
}
