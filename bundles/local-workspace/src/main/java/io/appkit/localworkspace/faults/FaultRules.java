package io.appkit.localworkspace.faults;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The faults that were asked for, the oldest first. */
final class FaultRules {

    private final List<FaultRule> rules = new CopyOnWriteArrayList<>();

    void add(FaultRule rule) {
        rules.add(rule);
    }

    /** Whether there may be one for requests about certain statements only. */
    boolean namesStatements() {
        return rules.stream().anyMatch(FaultRule::namesStatement);
    }

    /** The first rule that meets a request about a statement, or about none. */
    @Nullable
    FaultRule take(String method, String path, String sql) {
        for (FaultRule rule : rules) {
            if (rule.takes(method, path, sql)) {
                return rule;
            }
        }
        return null;
    }

    List<FaultRule.Description> descriptions() {
        return rules.stream().map(FaultRule::description).toList();
    }

    /** Forgets a rule and closes what hangs by it; false if there is none with this id. */
    boolean remove(String id) {
        List<FaultRule> found =
                rules.stream().filter(rule -> rule.id().equals(id)).toList();
        rules.removeAll(found);
        found.forEach(FaultRule::end);
        return !found.isEmpty();
    }

    /** Forgets all rules and closes what hangs. */
    void clear() {
        List<FaultRule> all = List.copyOf(rules);
        rules.removeAll(all);
        all.forEach(FaultRule::end);
    }
}
