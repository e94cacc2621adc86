package io.appkit.itests.inside;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The time in which one phase lasted, and the requests that lay within. */
final class Stretch {

    private final Phase phase;
    private final Map<Target, AtomicInteger> answers = new ConcurrentHashMap<>();
    private volatile @Nullable Stretch next;

    Stretch(Phase phase) {
        this.phase = phase;
    }

    Phase phase() {
        return phase;
    }

    /** Another phase follows. */
    Stretch followedBy(Phase following) {
        Stretch successor = new Stretch(following);
        next = successor;
        return successor;
    }

    /** What a request may meet that began in this stretch and ended in a later one, or in this. */
    Set<Outcome> allowed(Target target, Stretch end) {
        Set<Outcome> allowed = EnumSet.noneOf(Outcome.class);
        for (Stretch at = this; at != null; at = at.equals(end) ? null : at.next) {
            allowed.addAll(at.phase.allowed(target));
        }
        return allowed;
    }

    void count(Target target) {
        answers.computeIfAbsent(target, key -> new AtomicInteger()).incrementAndGet();
    }

    boolean saw(int each) {
        return Arrays.stream(Target.values())
                .allMatch(target ->
                        answers.containsKey(target) && answers.get(target).get() >= each);
    }
}
