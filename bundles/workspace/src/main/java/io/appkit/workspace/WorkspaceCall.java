package io.appkit.workspace;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.Registration;
import io.appkit.api.execution.Cancellation;
import java.io.EOFException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One call with its repetitions: ends with an answer, an error, its deadline or its cancellation, whatever is first. */
final class WorkspaceCall<T> implements Registration {

    private static final Duration LONGEST_WAITS = Duration.ofSeconds(30);

    private final WorkspaceExchanges exchanges;
    private final Authorization authorization;
    private final WorkspaceRequest request;
    private final Reply<T> reply;
    private final long deadlineNanos;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    private boolean renewed;
    private boolean repeated;
    private int refusals;
    private Duration waits = Duration.ZERO;

    /** What this call waits for at the moment; guarded by this. */
    private @Nullable Registration pending;

    private WorkspaceCall(
            WorkspaceExchanges exchanges,
            Authorization authorization,
            WorkspaceRequest request,
            Reply<T> reply,
            Duration deadline) {
        this.exchanges = exchanges;
        this.authorization = authorization;
        this.request = request;
        this.reply = reply;
        this.deadlineNanos = System.nanoTime() + deadline.toNanos();
    }

    /** Starts a call; completing or cancelling the result ends the call, too. */
    static <T> CompletableFuture<T> start(
            WorkspaceExchanges exchanges,
            Authorization authorization,
            WorkspaceRequest request,
            Reply<T> reply,
            Duration deadline,
            Cancellation cancellation) {
        var call = new WorkspaceCall<>(exchanges, authorization, request, reply, deadline);
        Registration timeout = exchanges.timer().after(deadline, () -> call.result.completeExceptionally(timedOut()));
        Registration abort = cancellation.onCancel(() -> call.result.completeExceptionally(aborted()));
        exchanges.open().add(call);
        call.result.whenComplete((answer, error) -> {
            exchanges.open().remove(call);
            timeout.close();
            abort.close();
            call.waitFor(null);
        });
        call.attempt(authorization.header());
        return call.result;
    }

    /** Ends the call because its client goes. */
    @Override
    public void close() {
        result.completeExceptionally(closed());
    }

    static UpstreamException closed() {
        return new UpstreamException(0, "The workspace client is closed", null, null, null);
    }

    static AppKitException timedOut() {
        return new AppKitException(
                ErrorKind.TIMEOUT,
                "The workspace did not answer within the deadline",
                "Query timed out, please try again");
    }

    static AppKitException aborted() {
        return new AppKitException(ErrorKind.ABORTED, "The call was cancelled", "The operation was aborted");
    }

    private void attempt(CompletableFuture<String> header) {
        waitFor(() -> header.cancel(false));
        header.whenComplete((value, error) -> {
            if (error != null) {
                fail(error);
            } else if (!result.isDone()) {
                send(value);
            }
        });
    }

    private void send(String header) {
        Exchange exchange = Exchange.send(exchanges.http(), request.with("Authorization", header));
        waitFor(exchange);
        exchange.answer().whenComplete((answer, error) -> {
            if (error == null) {
                take(answer, exchange, header);
            } else if (mayRepeat(error)) {
                repeated = true;
                send(header);
            } else {
                fail(error);
            }
        });
    }

    /** A connection that waited for its next use may have been closed meanwhile, and its end be seen too late. */
    private boolean mayRepeat(Throwable error) {
        return !repeated && !result.isDone() && request.safe() && error instanceof EOFException;
    }

    private void take(Answer answer, Exchange exchange, String header) {
        if (reply.wanted(answer.status())) {
            reply.read(answer, exchange).whenComplete((value, error) -> {
                if (error != null) {
                    fail(error);
                    return;
                }
                // What is still to come of the exchange is its reader's.
                forget();
                if (!result.complete(value)) {
                    reply.drop(value);
                }
            });
        } else {
            answer.text().thenAccept(text -> refused(answer, text, header));
        }
    }

    private void refused(Answer answer, String text, String header) {
        if (answer.status() == 401 && !renewed) {
            renewed = true;
            attemptRenewed(error(answer, text), header);
        } else if (answer.status() == 429) {
            repeatLater(answer, text);
        } else {
            result.completeExceptionally(error(answer, text));
        }
    }

    private AppKitException error(Answer answer, String text) {
        return authorization.error(exchanges.answers().error(answer, text));
    }

    /** A token may expire on its way; a call refused with 401 has not been processed. */
    private void attemptRenewed(AppKitException refusal, String refused) {
        CompletableFuture<String> header = authorization.renewed(refused);
        waitFor(() -> header.cancel(false));
        header.whenComplete((value, error) -> {
            if (error != null) {
                fail(error);
            } else if (value.equals(refused)) {
                result.completeExceptionally(refusal);
            } else if (!result.isDone()) {
                send(value);
            }
        });
    }

    private void repeatLater(Answer answer, String text) {
        refusals++;
        Duration wait = exchanges
                .answers()
                .retryAfter(answer)
                .orElseGet(() -> Duration.ofSeconds(refusals)
                        .plusMillis(ThreadLocalRandom.current().nextLong(50, 751)));
        waits = waits.plus(wait);
        boolean late = System.nanoTime() + Math.min(wait.toNanos(), LONGEST_WAITS.toNanos()) - deadlineNanos >= 0;
        if (late || waits.compareTo(LONGEST_WAITS) > 0) {
            result.completeExceptionally(error(answer, text));
        } else {
            waitFor(exchanges.timer().after(wait, () -> attempt(authorization.header())));
        }
    }

    private void fail(Throwable error) {
        result.completeExceptionally(failure(error));
    }

    /** Why there is no answer. */
    static AppKitException failure(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof AppKitException known
                ? known
                : new UpstreamException(0, "No answer from the workspace: " + cause, null, null, cause);
    }

    private synchronized void forget() {
        pending = null;
    }

    /** Notes how to end what comes next, and ends it at once if the call is over. */
    private void waitFor(@Nullable Registration next) {
        Registration over;
        synchronized (this) {
            over = result.isDone() ? pending : null;
            pending = next;
        }
        if (over != null) {
            over.close();
        }
        if (next != null && result.isDone()) {
            next.close();
        }
    }
}
