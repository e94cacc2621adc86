package io.appkit.shell;

import io.appkit.api.AppKitException;
import io.appkit.api.PluginUnavailableException;
import io.appkit.api.files.PolicyDeniedException;

/** What goes wrong with files in volumes, in a line that a person understands. */
final class FileErrors {

    private FileErrors() {}

    /**
     * Runs, and explains what is thrown.
     *
     * @param path what it is about
     * @param missing what 404 means
     */
    static void explained(RemotePath path, String missing, Runnable work) {
        try {
            work.run();
        } catch (PluginUnavailableException | PolicyDeniedException e) {
            throw e;
        } catch (AppKitException e) {
            throw because(e, explain(e, path, missing));
        } catch (IllegalArgumentException e) {
            throw AppKitException.validation("'" + path + "' is not possible: " + e.getMessage());
        }
    }

    private static String explain(AppKitException e, RemotePath path, String missing) {
        if (Thread.currentThread().isInterrupted()) {
            return "Cancelled; nothing was kept of '" + path + "'";
        }
        return switch (e.status()) {
            case 403 -> "The workspace does not let the app do that with '" + path + "': " + e.getMessage();
            case 404 -> missing;
            case 409 ->
                "'" + path + "' is there already, or a directory is in its place; --overwrite before the file"
                        + " replaces a file";
            case 413 -> "'" + path + "' is larger than the volume takes: " + e.getMessage();
            default -> String.valueOf(e.getMessage());
        };
    }

    private static AppKitException because(AppKitException e, String message) {
        return new AppKitException(
                e.kind(), e.status(), message, message, e.errorCode().orElse(null), e);
    }
}
