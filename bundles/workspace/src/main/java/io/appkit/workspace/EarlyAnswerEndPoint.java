package io.appkit.workspace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Lets the reading side tell how a connection ends: a server that refuses a body answers and closes, so that a write fails
 * while the answer waits to be read. A write that fails therefore stays pending; behind the answer, if there is one, comes
 * the end of the connection, which ends the write as well.
 */
final class EarlyAnswerEndPoint extends SocketChannelEndPoint {

    private volatile boolean broken;

    EarlyAnswerEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        if (broken) {
            return false;
        }
        try {
            return super.flush(buffers);
        } catch (IOException e) {
            if (!isOpen()) {
                throw e;
            }
            broken = true;
            return false;
        }
    }

    @Override
    protected void onIncompleteFlush() {
        // A broken connection is always ready for writing.
        if (!broken) {
            super.onIncompleteFlush();
        }
    }
}
