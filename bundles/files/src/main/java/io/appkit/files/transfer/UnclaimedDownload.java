package io.appkit.files.transfer;

import io.appkit.workspace.Download;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A download that may begin when nobody waits for it any more: it is then ended. */
public final class UnclaimedDownload {

    private @Nullable Download begun;
    private boolean over;

    /** A download that has begun. */
    public Download begun(Download download) {
        synchronized (this) {
            if (!over) {
                begun = download;
                return download;
            }
        }
        Bodies.drop(download);
        return download;
    }

    /** Drops what has begun if the stage fails. */
    public CompletionStage<Download> guard(CompletionStage<Download> stage) {
        return stage.whenComplete((download, error) -> {
            Download lost;
            synchronized (this) {
                over = true;
                lost = error == null ? null : begun;
            }
            if (lost != null) {
                Bodies.drop(lost);
            }
        });
    }
}
