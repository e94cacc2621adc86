package io.appkit.files.identity;

import io.appkit.api.files.FilePolicyUser;
import io.appkit.workspace.WorkspaceClient;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * On whose behalf something is done.
 *
 * @param client calls with the rights that apply
 * @param app whether those are the app's own, so that everybody may share a result
 * @param user whom a policy is told
 */
public record Identity(WorkspaceClient client, boolean app, Supplier<CompletionStage<FilePolicyUser>> user) {}
