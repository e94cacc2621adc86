package io.appkit.auth.oidc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.appkit.api.platform.GateRequest;
import io.appkit.auth.IpAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds how many sign-ins one address begins in a minute; of too many addresses, it forgets the least active ones. Of IPv6,
 * the network of 64 bit counts as one, since whoever has an address there has all of them.
 */
final class LoginRate {

    static final int PER_MINUTE = 60;

    private static final int ADDRESSES = 10_000;
    private static final int NETWORK_BYTES = 8;

    private final List<InetAddress> proxies;
    private final Cache<String, AtomicInteger> begun;

    /**
     * Creates it.
     *
     * @param proxies addresses of proxies that say in {@code X-Forwarded-For} for whom they ask
     * @param ticker tells the time
     */
    LoginRate(List<String> proxies, Ticker ticker) {
        this.proxies = proxies.stream()
                .flatMap(address -> IpAddress.parse(address).stream())
                .toList();
        this.begun = Caffeine.newBuilder()
                .maximumSize(ADDRESSES)
                .expireAfterWrite(Duration.ofMinutes(1))
                .ticker(ticker)
                .build();
    }

    boolean allows(GateRequest request) {
        return begun.get(client(request), address -> new AtomicInteger()).incrementAndGet() <= PER_MINUTE;
    }

    private String client(GateRequest request) {
        Optional<InetAddress> peer = IpAddress.parse(request.remoteAddress());
        if (peer.filter(proxies::contains).isPresent()) {
            List<String> headers = request.headers("X-Forwarded-For");
            String all = headers.isEmpty() ? "" : headers.get(headers.size() - 1);
            Optional<InetAddress> nearest =
                    IpAddress.parse(all.substring(all.lastIndexOf(',') + 1).trim());
            return nearest.or(() -> peer).map(LoginRate::counted).orElse("");
        }
        return peer.map(LoginRate::counted).orElse(request.remoteAddress());
    }

    private static String counted(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES)
                : address.getHostAddress();
    }
}
