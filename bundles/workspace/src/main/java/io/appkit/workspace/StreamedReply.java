package io.appkit.workspace;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The body is passed on while it arrives. */
record StreamedReply(WorkspaceExchanges exchanges) implements Reply<Download> {

    private static final Set<Integer> WANTED = Set.of(200, 206, 416);

    @Override
    public boolean wanted(int status) {
        return WANTED.contains(status);
    }

    @Override
    public CompletableFuture<Download> read(Answer answer, Exchange exchange) {
        return CompletableFuture.completedFuture(new Download(
                answer.status(), answer.firstValues(), StreamedBody.of(answer.body(), exchange, exchanges)));
    }

    @Override
    public void drop(Download result) {
        if (result.body() instanceof StreamedBody body) {
            body.close();
        }
    }
}
