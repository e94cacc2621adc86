package io.appkit.workspace;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.platform.BearerToken;
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

    /**
     * What a caller is told when the workspace does not accept this identity.
     *
     * @param error the workspace's answer, of status 401
     */
    default AppKitException notAccepted(UpstreamException error) {
        return error;
    }

    /** What is told of an answer that is an error. */
    default AppKitException error(UpstreamException error) {
        return error.upstreamStatus() == 401 ? notAccepted(error) : error;
    }

    /** A caller's token. It is never refreshed here; when it is over, so is the caller's session. */
    static Authorization of(BearerToken token) {
        return new Authorization() {
            @Override
            public CompletableFuture<String> header() {
                return CompletableFuture.completedFuture("Bearer " + token.value());
            }

            @Override
            public CompletableFuture<String> renewed(String refused) {
                return header();
            }

            @Override
            public AppKitException notAccepted(UpstreamException error) {
                return new AppKitException(
                        ErrorKind.AUTHENTICATION,
                        ErrorKind.AUTHENTICATION.status(),
                        "A caller's token is not accepted: " + error.getMessage(),
                        "Your session has ended, please sign in again",
                        "SESSION_EXPIRED",
                        error);
            }
        };
    }
}
