package io.appkit.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.auth.TestRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoginRateTest {

    private final AtomicLong nanos = new AtomicLong();
    private final LoginRate rate = new LoginRate(List.of("10.0.0.1"), nanos::get);
    private final TestRequest request = TestRequest.get("/.auth/login");

    private void exhaust(TestRequest who) {
        IntStream.range(0, LoginRate.PER_MINUTE)
                .forEach(i -> assertThat(rate.allows(who)).isTrue());
    }

    @Test
    void countsEachAddressForAMinute() {
        exhaust(request.from("192.0.2.1"));

        assertThat(rate.allows(request.from("192.0.2.1"))).isFalse();
        assertThat(rate.allows(request.from("192.0.2.2"))).isTrue();
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(rate.allows(request.from("192.0.2.1"))).isTrue();
    }

    @Test
    void countsAnIpv6NetworkAsOneAddress() {
        exhaust(request.from("2001:db8:0:1::1"));

        assertThat(rate.allows(request.from("[2001:db8:0:1:ffff:ffff:ffff:ffff]")))
                .isFalse();
        assertThat(rate.allows(request.from("10.0.0.1").with("X-Forwarded-For", "2001:db8:0:1:2::3")))
                .isFalse();
        assertThat(rate.allows(request.from("2001:db8:0:2::1"))).isTrue();
        exhaust(request.from("::ffff:192.0.2.1"));
        assertThat(rate.allows(request.from("192.0.2.1"))).isFalse();
        assertThat(rate.allows(request.from("::ffff:192.0.2.2"))).isTrue();
    }

    @Test
    void believesTrustedProxiesForWhomTheyAsk() {
        TestRequest proxied = request.from("10.0.0.1");
        exhaust(proxied.with("X-Forwarded-For", "spoofed, 192.0.2.1"));

        assertThat(rate.allows(proxied.with("X-Forwarded-For", "other, 192.0.2.1")))
                .isFalse();
        assertThat(rate.allows(proxied.with("X-Forwarded-For", "192.0.2.2"))).isTrue();
    }

    @Test
    void believesNobodyElse() {
        exhaust(request.from("192.0.2.9").with("X-Forwarded-For", "192.0.2.1"));

        assertThat(rate.allows(request.from("192.0.2.9").with("X-Forwarded-For", "192.0.2.2")))
                .isFalse();
    }
}
