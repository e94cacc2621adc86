package io.appkit.files.identity;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.files.FilePolicyUser;
import io.appkit.files.failure.Failures;
import io.appkit.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The app itself, as policies see it. Asked for at once, so that it is known when a policy first wants to know; if that fails,
 * asked for again then.
 */
final class ServicePrincipal {

    private static final Logger LOG = LoggerFactory.getLogger(ServicePrincipal.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ME = "/api/2.0/preview/scim/v2/Me";
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Workspace workspace;
    private @Nullable CompletableFuture<FilePolicyUser> known;

    ServicePrincipal(Workspace workspace) {
        this.workspace = workspace;
        Failures.start(this::user).exceptionally(error -> {
            LOG.debug("The id of the app's service principal is not known yet", error);
            return null;
        });
    }

    synchronized CompletionStage<FilePolicyUser> user() {
        CompletableFuture<FilePolicyUser> user = known;
        if (user == null || user.isCompletedExceptionally()) {
            user = workspace
                    .asApp()
                    .call("GET", ME, null, byte[].class, DEADLINE, Cancellation.NEVER)
                    .thenApply(ServicePrincipal::read)
                    .toCompletableFuture();
            known = user;
        }
        return user.minimalCompletionStage();
    }

    private static FilePolicyUser read(byte[] me) {
        try {
            String id = JSON.readTree(me).path("id").asText();
            if (id.isEmpty()) {
                throw new IllegalStateException("the workspace does not tell the id of the app's service principal");
            }
            return new FilePolicyUser(id, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
