package io.appkit.auth;

import io.appkit.api.Caller;
import io.appkit.api.Credential;
import io.appkit.api.platform.BearerToken;
import io.appkit.api.platform.GateRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The identity that the proxy of Databricks Apps forwards (contract: execution, section 2). */
final class ForwardedIdentity implements Identification {

    /** Two of a header, or a list in one, is what a header smuggled past the proxy looks like. */
    private static final class AmbiguousHeaderException extends Exception {
        private static final long serialVersionUID = 1L;

        AmbiguousHeaderException(String name) {
            super("Header " + name + " must be there once");
        }
    }

    private final @Nullable List<InetAddress> trusted;

    /**
     * Creates it.
     *
     * @param trusted addresses of proxies to believe; empty: those of this machine; null: any, since the platform lets
     *     nobody else through
     */
    ForwardedIdentity(@Nullable List<String> trusted) {
        this.trusted = trusted == null
                ? null
                : trusted.stream()
                        .flatMap(address -> IpAddress.parse(address).stream())
                        .toList();
    }

    @Override
    public Finding identify(GateRequest request) {
        if (!isTrusted(request.remoteAddress())) {
            return unknown("Calls must come through the sign-in proxy");
        }
        try {
            Optional<String> user = single(request, "x-forwarded-user");
            if (user.isEmpty()) {
                return unknown("User ID not available in request headers");
            }
            Optional<Credential> credential =
                    single(request, "x-forwarded-access-token").map(BearerToken::new);
            return new Finding.Known(new Caller(
                    user.get(),
                    single(request, "x-forwarded-email"),
                    single(request, "x-forwarded-preferred-username"),
                    credential));
        } catch (AmbiguousHeaderException e) {
            return new Finding.Unknown(400, "VALIDATION_ERROR", String.valueOf(e.getMessage()));
        }
    }

    private boolean isTrusted(String peer) {
        if (trusted == null) {
            return true;
        }
        return trusted.isEmpty()
                ? IpAddress.isLoopback(peer)
                : IpAddress.parse(peer).filter(trusted::contains).isPresent();
    }

    private static Optional<String> single(GateRequest request, String name) throws AmbiguousHeaderException {
        List<String> values = request.headers(name);
        if (values.size() > 1 || values.stream().anyMatch(value -> value.contains(","))) {
            throw new AmbiguousHeaderException(name);
        }
        return values.stream()
                .map(String::trim)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static Finding unknown(String message) {
        return new Finding.Unknown(401, "AUTHENTICATION_ERROR", message);
    }
}
