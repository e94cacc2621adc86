package io.appkit.workspace;

import com.databricks.sdk.service.iam.ComplexValue;
import com.databricks.sdk.service.iam.User;
import io.appkit.api.AppKitException;
import io.appkit.api.Caller;
import io.appkit.api.Credential;
import io.appkit.api.ErrorKind;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.platform.UserDirectory;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks the workspace's SCIM API who is behind a credential. */
final class ScimUserDirectory implements UserDirectory {

    static final String ME = "/api/2.0/preview/scim/v2/Me";

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** 400 is what a token of another workspace gets. */
    private static final Set<Integer> NOT_ACCEPTED = Set.of(400, 401, 403);

    private final Function<Credential, Optional<IdentifiedClient>> clients;
    private final Answers answers;

    /**
     * Creates it.
     *
     * @param clients calls with the rights of a credential; empty if it is of no known kind
     */
    ScimUserDirectory(Function<Credential, Optional<IdentifiedClient>> clients, Answers answers) {
        this.clients = clients;
        this.answers = answers;
    }

    @Override
    public Caller identify(Credential credential) {
        IdentifiedClient client = clients.apply(credential)
                .orElseThrow(() -> refused("It is of a kind that is not for a workspace", null));
        User user = answered(client.exchange(
                "GET",
                ME,
                null,
                (answer, body) -> answers.read(answer, body, User.class),
                DEADLINE,
                Cancellation.NEVER));
        String id = text(user.getId()).orElseThrow(() -> unavailable("The workspace names no id of the user", null));
        return new Caller(id, email(user), text(user.getDisplayName()), Optional.of(credential));
    }

    private static User answered(CompletableFuture<User> call) {
        try {
            return call.get();
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw unavailable("Interrupted", e);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        }
    }

    private static AppKitException failure(Throwable error) {
        if (error instanceof AppKitException known && known.kind() == ErrorKind.AUTHENTICATION) {
            return known;
        } else if (error instanceof UpstreamException upstream && NOT_ACCEPTED.contains(upstream.upstreamStatus())) {
            return refused(String.valueOf(error.getMessage()), error);
        }
        return unavailable(String.valueOf(error.getMessage()), error);
    }

    private static Optional<String> email(User user) {
        List<ComplexValue> emails = user.getEmails() == null ? List.of() : List.copyOf(user.getEmails());
        return emails.stream()
                .sorted(Comparator.comparing(email -> !Boolean.TRUE.equals(email.getPrimary())))
                .flatMap(email -> text(email.getValue()).stream())
                .findFirst()
                .or(() -> text(user.getUserName()).filter(name -> name.contains("@")));
    }

    private static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    private static AppKitException refused(String reason, @Nullable Throwable cause) {
        return new AppKitException(
                ErrorKind.AUTHENTICATION,
                ErrorKind.AUTHENTICATION.status(),
                "The workspace does not accept the credential: " + reason,
                "The workspace does not accept this sign-in",
                null,
                cause);
    }

    private static AppKitException unavailable(String reason, @Nullable Throwable cause) {
        return new AppKitException(
                ErrorKind.CONNECTION,
                ErrorKind.CONNECTION.status(),
                "The workspace cannot be asked who is calling: " + reason,
                "The workspace cannot be asked who is calling, please try again",
                null,
                cause);
    }
}
