package io.appkit.files.policy;

import io.appkit.api.files.FilePolicies;
import io.appkit.api.files.FilePolicy;
import io.appkit.files.failure.FilesException;
import io.appkit.files.volume.PolicyChoice;
import io.appkit.files.volume.Volume;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Which policy decides for a volume (contract: files, section 8). */
public final class PolicySelection {

    /** Stands for all keys. */
    private static final String ALL = "*";

    private static final Set<FilePolicy> READ_ONLY = Set.of(FilePolicies.publicRead(), FilePolicies.denyAll());

    private final PolicyServices services;

    public PolicySelection(PolicyServices services) {
        this.services = services;
    }

    /**
     * The policy of a volume at this moment.
     *
     * @return empty if nobody speaks of the volume
     * @throws FilesException if its configuration names services and none of them is there
     */
    public Optional<FilePolicy> of(Volume volume) {
        if (volume.policy().isEmpty()) {
            return published(service -> service.isFor(volume.key())).or(() -> published(service -> service.isFor(ALL)));
        } else if (volume.policy().get() instanceof PolicyChoice.Services chosen) {
            return Optional.of(published(service -> chosen.filter().match(service.properties()))
                    .orElseThrow(() -> FilesException.policyUnavailable(volume.key())));
        }
        return volume.policy().map(PolicyChoice.BuiltIn.class::cast).map(PolicyChoice.BuiltIn::policy);
    }

    /** Whether it is certain that nobody may write, whoever they are. */
    public boolean readOnly(Volume volume) {
        try {
            return of(volume).map(READ_ONLY::contains).orElse(true);
        } catch (FilesException e) {
            return false;
        }
    }

    private Optional<FilePolicy> published(Predicate<PublishedPolicy> wanted) {
        List<FilePolicy> policies = services.published().stream()
                .filter(wanted)
                .map(PublishedPolicy::policy)
                .toList();
        return policies.isEmpty()
                ? Optional.empty()
                : Optional.of(FilePolicies.all(policies.toArray(FilePolicy[]::new)));
    }
}
