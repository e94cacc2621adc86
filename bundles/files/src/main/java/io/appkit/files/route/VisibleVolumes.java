package io.appkit.files.route;

import io.appkit.api.Caller;
import io.appkit.api.files.FileAction;
import io.appkit.api.files.FileResource;
import io.appkit.files.failure.Failures;
import io.appkit.files.identity.Identities;
import io.appkit.files.policy.PolicyDecisions;
import io.appkit.files.volume.Volume;
import io.appkit.files.volume.Volumes;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The volumes that a caller is told of. */
final class VisibleVolumes {

    private final Volumes volumes;
    private final Identities identities;
    private final PolicyDecisions policies;

    VisibleVolumes(Volumes volumes, Identities identities, PolicyDecisions policies) {
        this.volumes = volumes;
        this.identities = identities;
        this.policies = policies;
    }

    /** Their keys: of all volumes, or where that is configured of those that the caller may list. */
    CompletionStage<List<String>> of(Caller caller) {
        List<String> keys = volumes.keys();
        if (!volumes.general().hideDenied()) {
            return CompletableFuture.completedStage(keys);
        }
        List<Visible> checked = keys.stream()
                .flatMap(key -> volumes.find(key).stream())
                .map(volume -> new Visible(volume.key(), mayList(volume, caller).toCompletableFuture()))
                .toList();
        return CompletableFuture.allOf(checked.stream().map(Visible::allowed).toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> checked.stream()
                        .filter(volume -> volume.allowed().join())
                        .map(Visible::key)
                        .toList());
    }

    private record Visible(String key, CompletableFuture<Boolean> allowed) {}

    private CompletionStage<Boolean> mayList(Volume volume, Caller caller) {
        FileResource root = new FileResource("/", volume.key(), OptionalLong.empty());
        return Failures.start(() -> policies.check(
                        volume,
                        FileAction.LIST,
                        root,
                        identities.ofRequest(volume, caller).user()))
                .thenApply(nothing -> true)
                .exceptionally(error -> false);
    }
}
