package io.appkit.analytics.arrow;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;

/** A batch that cannot be passed on as it is, and is too large to be made plain in memory. */
final class BatchLimitException extends AppKitException {

    private static final long serialVersionUID = 1L;

    BatchLimitException(String message) {
        super(
                ErrorKind.EXECUTION,
                ErrorKind.EXECUTION.status(),
                message,
                ArrowFailures.UNSUPPORTED,
                ArrowFailures.UNSUPPORTED_CODE,
                null);
    }
}
