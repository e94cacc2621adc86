package io.appkit.api.files;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Policies at hand, and such made of others. */
public final class FilePolicies {

    private static final FilePolicy ALLOW_ALL = (action, resource, user) -> CompletableFuture.completedFuture(true);
    private static final FilePolicy DENY_ALL = (action, resource, user) -> CompletableFuture.completedFuture(false);
    private static final FilePolicy PUBLIC_READ =
            (action, resource, user) -> CompletableFuture.completedFuture(action.reading());

    private FilePolicies() {}

    /** Everyone may do everything. */
    public static FilePolicy allowAll() {
        return ALLOW_ALL;
    }

    /** Nobody may do anything. */
    public static FilePolicy denyAll() {
        return DENY_ALL;
    }

    /** Everyone may read, nobody may write. */
    public static FilePolicy publicRead() {
        return PUBLIC_READ;
    }

    /**
     * Allows what all of them allow; asks one after the other up to the first that does not.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static FilePolicy all(FilePolicy... policies) {
        List<FilePolicy> asked = some(policies);
        return (action, resource, user) -> ask(asked, 0, false, action, resource, user);
    }

    /**
     * Allows what one of them allows; asks one after the other up to the first that does.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static FilePolicy any(FilePolicy... policies) {
        List<FilePolicy> asked = some(policies);
        return (action, resource, user) -> ask(asked, 0, true, action, resource, user);
    }

    /** Allows what the other does not. */
    public static FilePolicy not(FilePolicy policy) {
        return (action, resource, user) -> policy.allows(action, resource, user).thenApply(allowed -> !allowed);
    }

    private static List<FilePolicy> some(FilePolicy... policies) {
        if (policies.length == 0) {
            throw new IllegalArgumentException("a combination of no policies decides nothing");
        }
        return List.of(policies);
    }

    private static CompletionStage<Boolean> ask(
            List<FilePolicy> policies,
            int index,
            boolean decisive,
            FileAction action,
            FileResource resource,
            FilePolicyUser user) {
        return policies.get(index)
                .allows(action, resource, user)
                .thenCompose(allowed -> allowed == decisive || index == policies.size() - 1
                        ? CompletableFuture.completedFuture(allowed)
                        : ask(policies, index + 1, decisive, action, resource, user));
    }
}
