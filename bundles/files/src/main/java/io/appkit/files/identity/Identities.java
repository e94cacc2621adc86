package io.appkit.files.identity;

import io.appkit.api.AppKitException;
import io.appkit.api.Caller;
import io.appkit.api.files.FilePolicyUser;
import io.appkit.files.volume.Volume;
import io.appkit.files.volume.VolumeAuth;
import io.appkit.workspace.Workspace;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Whose rights apply, and whom policies are told (contract: files, section 8). */
public final class Identities {

    private final Workspace workspace;
    private final ServicePrincipal app;

    public Identities(Workspace workspace) {
        this.workspace = workspace;
        this.app = new ServicePrincipal(workspace);
    }

    /**
     * For the request of a page.
     *
     * @throws AppKitException kind {@code AUTHENTICATION} if it needs a credential that the caller does not bring
     */
    public Identity ofRequest(Volume volume, Caller caller) {
        if (volume.auth() == VolumeAuth.SERVICE_PRINCIPAL) {
            return new Identity(workspace.asApp(), true, user(caller));
        }
        // In development the workspace makes the calls of a caller without a credential as the app.
        Supplier<CompletionStage<FilePolicyUser>> told = caller.credential().isPresent() ? user(caller) : app::user;
        return new Identity(workspace.asUser(caller), false, told);
    }

    /** For Java code that speaks for nobody in particular. */
    public Identity ofApp() {
        return new Identity(workspace.asApp(), true, app::user);
    }

    /**
     * For Java code that speaks for a caller.
     *
     * @throws AppKitException kind {@code AUTHENTICATION} if the caller brings no credential
     */
    public Identity ofUser(Caller caller) {
        return new Identity(workspace.asUser(caller), false, user(caller));
    }

    private static Supplier<CompletionStage<FilePolicyUser>> user(Caller caller) {
        return () -> CompletableFuture.completedStage(new FilePolicyUser(caller.id(), false));
    }
}
