package io.appkit.files.volume;

import io.appkit.api.ResourceRequirement;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What the volumes need of the workspace (contract: files, section 1). */
public final class VolumeResources {

    private final Volumes volumes;
    private final Predicate<Volume> readOnly;

    /**
     * Creates it.
     *
     * @param readOnly whether nobody may write in a volume
     */
    public VolumeResources(Volumes volumes, Predicate<Volume> readOnly) {
        this.volumes = volumes;
        this.readOnly = readOnly;
    }

    /** One requirement per volume, in the order of their keys. */
    public List<ResourceRequirement> requirements() {
        return volumes.all().stream().map(this::requirement).toList();
    }

    private ResourceRequirement requirement(Volume volume) {
        String name = "volume-" + volume.key();
        return new ResourceRequirement(
                "volume",
                name,
                name,
                "The volume with the key " + volume.key(),
                readOnly.test(volume) ? "READ_VOLUME" : "WRITE_VOLUME",
                true,
                volume.variable().map(variable -> Map.of("path", variable)).orElse(Map.of()));
    }
}
