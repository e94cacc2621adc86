package io.appkit.api.platform;

import io.appkit.api.Caller;
import io.appkit.api.Credential;

/** Tells whose credential it is. An OSGi service of the bundle {@code workspace}, present once the workspace is known. */
public interface UserDirectory {

    /**
     * Asks the workspace (SCIM {@code Me}). Blocks for at most ten seconds.
     *
     * @param credential of the person in question
     * @return the caller with SCIM id, e-mail, name and this credential
     * @throws io.appkit.api.AppKitException kind {@code AUTHENTICATION} if the workspace does not accept the credential,
     *     another if it cannot be asked
     */
    Caller identify(Credential credential);
}
