package io.appkit.localworkspace.faults;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** An answer of which nothing arrives: the connection is closed instead. */
final class LostResponse extends Response.Wrapper {

    private final EndPoint connection;

    LostResponse(Request request, Response wrapped, EndPoint connection) {
        super(request, wrapped);
        this.connection = connection;
    }

    @Override
    public void write(boolean last, ByteBuffer content, Callback callback) {
        FaultHandler.close(connection, callback);
    }
}
