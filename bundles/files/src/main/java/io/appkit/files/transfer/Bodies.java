package io.appkit.files.transfer;

import io.appkit.workspace.Download;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** Bodies that are not read. */
public final class Bodies {

    private Bodies() {}

    /** Ends a download: a body that nobody reads would keep its connection. */
    public static void drop(Download download) {
        download.body().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.cancel();
            }

            @Override
            public void onNext(ByteBuffer bytes) {}

            @Override
            public void onError(Throwable error) {}

            @Override
            public void onComplete() {}
        });
    }
}
