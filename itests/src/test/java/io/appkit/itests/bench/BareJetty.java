package io.appkit.itests.bench;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * A process of its own: Jetty and nothing else, which gives the same bytes to each request.
 *
 * <p>Arguments: port, file with the headers, file with the body.
 */
public final class BareJetty extends Handler.Abstract {

    private final HttpFields headers;
    private final ByteBuffer body;

    private BareJetty(HttpFields headers, ByteBuffer body) {
        this.headers = headers;
        this.body = body;
    }

    /** Serves until it is killed. */
    public static void main(String[] arguments) throws Exception {
        Properties properties = new Properties();
        try (var file = Files.newBufferedReader(Path.of(arguments[1]))) {
            properties.load(file);
        }
        HttpFields.Mutable headers = HttpFields.build();
        properties.forEach((name, value) -> headers.add(new HttpField(name.toString(), value.toString())));
        Server server = new Server();
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(arguments[0]));
        server.addConnector(connector);
        byte[] body = Files.readAllBytes(Path.of(arguments[2]));
        // Direct, else each write copies what is left of it.
        ByteBuffer direct = ByteBuffer.allocateDirect(body.length).put(body).flip();
        server.setHandler(new BareJetty(headers, direct));
        server.start();
        server.join();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().add(headers);
        response.write(true, body.slice(), callback);
        return true;
    }
}
