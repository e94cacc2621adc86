package io.appkit.itests;

import io.appkit.api.files.FileAction;
import io.appkit.api.files.FilePolicy;
import io.appkit.api.files.FilePolicyUser;
import io.appkit.api.files.FileResource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A policy that lets everybody look at names, and nothing more. */
public final class ClosingTime implements FilePolicy {

    @Override
    public CompletionStage<Boolean> allows(FileAction action, FileResource resource, FilePolicyUser user) {
        return CompletableFuture.completedFuture(action == FileAction.LIST);
    }
}
