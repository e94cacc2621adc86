package io.appkit.workspace;

import java.util.concurrent.CompletableFuture;

/** Supplies the {@code Authorization} header of one identity. */
interface Authorization {

    /** The header's value for the next call. */
    CompletableFuture<String> header();

    /**
     * The header's value after the workspace has refused one.
     *
     * @param refused the value that was refused
     * @return the same value again if there is no better one
     */
    CompletableFuture<String> renewed(String refused);

    /** A value that is given and never refreshed, as a caller's token. */
    static Authorization fixed(String header) {
        return new Authorization() {
            @Override
            public CompletableFuture<String> header() {
                return CompletableFuture.completedFuture(header);
            }

            @Override
            public CompletableFuture<String> renewed(String refused) {
                return header();
            }
        };
    }
}
