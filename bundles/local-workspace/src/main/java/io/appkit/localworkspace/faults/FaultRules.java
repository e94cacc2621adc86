package io.appkit.localworkspace.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The faults that were asked for, the oldest first, and the requests they keep hanging. */
final class FaultRules {

    private final List<FaultRule> rules = new CopyOnWriteArrayList<>();
    private final Set<Runnable> hanging = ConcurrentHashMap.newKeySet();

    void add(FaultRule rule) {
        rules.add(rule);
    }

    /** The first rule that meets a request. */
    @Nullable
    FaultRule take(String method, String path) {
        for (FaultRule rule : rules) {
            if (rule.takes(method, path)) {
                return rule;
            }
        }
        return null;
    }

    List<FaultRule.Description> descriptions() {
        return rules.stream().map(FaultRule::description).toList();
    }

    /** Keeps a request hanging until all is cleared. */
    void hang(Runnable release) {
        hanging.add(release);
    }

    /** A request that hung has ended by itself. */
    void released(Runnable release) {
        hanging.remove(release);
    }

    /** Forgets all rules and closes what hangs. */
    void clear() {
        rules.forEach(FaultRule::end);
        rules.clear();
        List<Runnable> releases = new ArrayList<>(hanging);
        hanging.removeAll(releases);
        releases.forEach(Runnable::run);
    }
}
