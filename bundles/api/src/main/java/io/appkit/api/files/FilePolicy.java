package io.appkit.api.files;

import java.util.concurrent.CompletionStage;

/**
 * Decides who may do what in a volume, before the workspace is asked. Published as an OSGi service:
 *
 * <ul>
 *   <li>with the property {@code appkit.files.volume} (a key, several, or {@code *}) it takes part in the decisions for
 *       those volumes; of several, all must allow;
 *   <li>with the property {@code name} a volume's configuration can choose it ({@code policy = <name>}), and nothing else
 *       then decides.
 * </ul>
 *
 * <p>A volume that no service and no configuration speaks of can be read by everyone and written by no one. While a policy
 * that a configuration names is absent, everything is denied. A decision that fails, or takes more than 5 s, denies.
 */
@FunctionalInterface
public interface FilePolicy {

    /** Service property: keys of the volumes it decides for. */
    String VOLUME = "appkit.files.volume";

    /** Service property: the name by which a volume's configuration chooses it. */
    String NAME = "name";

    /**
     * Whether to allow an action.
     *
     * @param action what is to be done
     * @param resource with what
     * @param user on whose behalf
     * @return completes with the decision
     */
    CompletionStage<Boolean> allows(FileAction action, FileResource resource, FilePolicyUser user);
}
