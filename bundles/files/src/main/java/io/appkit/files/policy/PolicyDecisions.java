package io.appkit.files.policy;

import io.appkit.api.files.FileAction;
import io.appkit.api.files.FilePolicies;
import io.appkit.api.files.FilePolicy;
import io.appkit.api.files.FilePolicyUser;
import io.appkit.api.files.FileResource;
import io.appkit.api.files.PolicyDeniedException;
import io.appkit.files.failure.Failures;
import io.appkit.files.failure.FilesException;
import io.appkit.files.volume.Volume;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks policies. What other bundles publish is asked on threads of its own, since it may block, and has a deadline; a
 * decision that fails, or does not come, denies.
 */
public final class PolicyDecisions implements AutoCloseable {

    public static final Duration DEADLINE = Duration.ofSeconds(5);

    private static final int MOST_THREADS = 64;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private static final Set<FilePolicy> BUILT_IN =
            Set.of(FilePolicies.publicRead(), FilePolicies.allowAll(), FilePolicies.denyAll());

    private final PolicySelection selection;
    private final Duration deadline;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0, MOST_THREADS, IDLE.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "appkit-files-policy");
                thread.setDaemon(true);
                return thread;
            });

    public PolicyDecisions(PolicySelection selection, Duration deadline) {
        this.selection = selection;
        this.deadline = deadline;
    }

    /**
     * Completes if the action is allowed.
     *
     * @param user on whose behalf; asked for only if the decision may depend on it
     * @return fails with {@link PolicyDeniedException} or {@link FilesException}
     */
    public CompletionStage<Void> check(
            Volume volume, FileAction action, FileResource resource, Supplier<CompletionStage<FilePolicyUser>> user) {
        FilePolicy policy;
        try {
            policy = selection.of(volume).orElse(FilePolicies.publicRead());
        } catch (FilesException e) {
            return CompletableFuture.failedFuture(e);
        }
        CompletionStage<Boolean> decision = BUILT_IN.contains(policy)
                ? policy.allows(action, resource, new FilePolicyUser("", true))
                : ask(policy, action, resource, user)
                        .exceptionallyCompose(error ->
                                CompletableFuture.failedFuture(FilesException.policyFailed(volume.key(), error)));
        return decision.thenAccept(allowed -> {
            if (!allowed) {
                throw new PolicyDeniedException(action, volume.key());
            }
        });
    }

    /** The deadline is for all of it: to learn who asks, too. */
    private CompletionStage<Boolean> ask(
            FilePolicy policy,
            FileAction action,
            FileResource resource,
            Supplier<CompletionStage<FilePolicyUser>> user) {
        CompletableFuture<Boolean> decision =
                new CompletableFuture<Boolean>().orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS);
        Failures.start(user).whenComplete((known, error) -> {
            if (error != null) {
                decision.completeExceptionally(error);
            } else {
                ask(policy, action, resource, known, decision);
            }
        });
        return decision;
    }

    private void ask(
            FilePolicy policy,
            FileAction action,
            FileResource resource,
            FilePolicyUser user,
            CompletableFuture<Boolean> decision) {
        try {
            Future<?> asking = threads.submit(() -> answer(policy, action, resource, user, decision));
            decision.whenComplete((allowed, error) -> asking.cancel(true));
        } catch (RejectedExecutionException e) {
            decision.completeExceptionally(e);
        }
    }

    private static void answer(
            FilePolicy policy,
            FileAction action,
            FileResource resource,
            FilePolicyUser user,
            CompletableFuture<Boolean> decision) {
        try {
            policy.allows(action, resource, user).whenComplete((allowed, error) -> {
                if (error == null && allowed != null) {
                    decision.complete(allowed);
                } else {
                    decision.completeExceptionally(
                            error == null ? new IllegalStateException("the policy decided nothing") : error);
                }
            });
        } catch (RuntimeException | Error e) {
            // Also what a bundle throws that has gone in the meantime.
            decision.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
