package io.appkit.analytics.transfer;

import io.appkit.analytics.query.QueryFailures;
import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;

/** A result that the warehouse could deliver inline in part only: the query has to be asked for links instead. */
public final class InlineLimitException extends AppKitException {

    private static final long serialVersionUID = 1L;

    public InlineLimitException(String message) {
        super(ErrorKind.EXECUTION, message, QueryFailures.MASKED);
    }
}
