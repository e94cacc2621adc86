package io.appkit.workspace;

import io.appkit.api.Caller;

/** The Databricks workspace this app belongs to. An OSGi service, present once host and credentials are known. */
public interface Workspace {

    /** Id of the workspace; empty text if it could not be learnt. */
    String id();

    /**
     * Id of the warehouse for SQL.
     *
     * @throws io.appkit.api.AppKitException kind {@code CONFIGURATION} if none is configured
     */
    String warehouseId();

    /** Calls as the app's service principal. */
    WorkspaceClient asApp();

    /**
     * Calls on behalf of a caller.
     *
     * @param caller whose rights apply
     * @throws io.appkit.api.AppKitException kind {@code AUTHENTICATION} if the caller brings no credential; only where
     *     the caller is the fixed local developer are the calls made as the app instead, with a warning
     */
    WorkspaceClient asUser(Caller caller);
}
