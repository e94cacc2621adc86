package io.appkit.api.platform;

import java.util.Optional;

/** The workspace this app belongs to, for display. An OSGi service, present once the workspace is known. */
public interface WorkspaceInfo {

    /** URL of the workspace, without user info. */
    String host();

    /** Whether it is the local workspace inside this process. */
    boolean local();

    /** Id of the warehouse for SQL; empty if none is known. */
    Optional<String> warehouseId();

    /** Id of the workspace; empty while it is not known. */
    Optional<String> workspaceId();
}
