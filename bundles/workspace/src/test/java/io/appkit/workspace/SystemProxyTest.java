package io.appkit.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jetty.client.Origin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemProxyTest {

    @AfterEach
    void forget() {
        System.clearProperty("https.proxyHost");
        System.clearProperty("https.proxyPort");
        System.clearProperty("http.nonProxyHosts");
    }

    @Test
    void isTheOneOfTheSystemPropertiesAndOnlyForHostsThatWantIt() {
        System.setProperty("https.proxyHost", "proxy.example");
        System.setProperty("https.proxyPort", "3128");
        System.setProperty("http.nonProxyHosts", "*.internal.example|localhost|127.*");
        assertThat(SystemProxy.all()).singleElement().satisfies(proxy -> {
            assertThat(proxy.getAddress().asString()).isEqualTo("proxy.example:3128");
            assertThat(proxy.matches(new Origin("https", "workspace.example", 443)))
                    .isTrue();
            assertThat(proxy.matches(new Origin("https", "[2001:db8::1]", 443))).isTrue();
            assertThat(proxy.matches(new Origin("https", "store.internal.example", 443)))
                    .isFalse();
            assertThat(proxy.matches(new Origin("https", "127.0.0.1", 8443))).isFalse();
            assertThat(proxy.matches(new Origin("http", "workspace.example", 80)))
                    .isFalse();
        });
    }

    @Test
    void thereIsNoneUnlessConfigured() {
        assertThat(SystemProxy.all()).isEmpty();
    }
}
