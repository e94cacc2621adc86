package io.appkit.auth;

import io.appkit.api.platform.GateRequest;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Lets nobody but this machine's own user ask. Other websites in the user's browser are kept out by the host name, so that
 * none can pose as this machine.
 *
 * @param identification says who that is
 */
record LoopbackOnly(Identification identification) implements Identification {

    private static final Pattern LOCAL_HOST =
            Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    @Override
    public Finding identify(GateRequest request) {
        if (!IpAddress.isLoopback(request.remoteAddress())) {
            return refuse("Only this machine may call the server");
        }
        List<String> hosts = request.headers("Host");
        return hosts.size() == 1 && LOCAL_HOST.matcher(hosts.get(0)).matches()
                ? identification.identify(request)
                : refuse("The server is reachable as localhost or 127.0.0.1 only");
    }

    @Override
    public void close() {
        identification.close();
    }

    private static Finding refuse(String message) {
        return new Finding.Unknown(403, "FORBIDDEN", message);
    }
}
