package io.appkit.api.files;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;

/** The policy of a volume does not allow an action: status 403. */
public final class PolicyDeniedException extends AppKitException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the error.
     *
     * @param action what was to be done
     * @param volume key of the volume
     */
    public PolicyDeniedException(FileAction action, String volume) {
        super(ErrorKind.EXECUTION, 403, text(action, volume), text(action, volume), null, null);
    }

    private static String text(FileAction action, String volume) {
        return "Policy denied \"" + action.label() + "\" on volume \"" + volume + "\"";
    }
}
