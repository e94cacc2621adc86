package io.appkit.analytics.statement;

import io.appkit.api.AppKitException;

/** An error after which the statement must not be submitted again, since the warehouse may have run it. */
final class UnrepeatableException extends AppKitException {

    private static final long serialVersionUID = 1L;

    UnrepeatableException(AppKitException cause) {
        super(
                cause.kind(),
                cause.status(),
                String.valueOf(cause.getMessage()),
                cause.clientMessage(),
                cause.errorCode().orElse(null),
                cause);
    }

    @Override
    public boolean retryable() {
        return false;
    }
}
