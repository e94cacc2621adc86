package io.appkit.api.config;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;

/** A wrong or missing value; the message names place, value and reason in one line, fit for a console. */
public final class ConfigurationException extends AppKitException {

    private static final long serialVersionUID = 1L;

    private final String pid;

    /**
     * Creates the error.
     *
     * @param pid the PID whose change may mend it
     * @param message one line: where (file and key, or environment name), value and reason
     */
    public ConfigurationException(String pid, String message) {
        super(ErrorKind.CONFIGURATION, message, "The server is not configured correctly");
        this.pid = pid;
    }

    /** The PID whose change may mend it. */
    public String pid() {
        return pid;
    }
}
