package io.appkit.auth.oidc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProviderHttpTest {

    @Test
    void givesUpOnAProviderThatHangs() throws IOException {
        try (TestProvider provider = new TestProvider();
                ProviderHttp http = new ProviderHttp(Duration.ofMillis(200))) {
            provider.hanging = true;

            assertThatThrownBy(() -> http.document(URI.create(provider.url() + "/x")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("did not answer");
        }
    }

    @Test
    void saysThatNobodyIsThere() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (ProviderHttp http = new ProviderHttp(ProviderHttp.DEADLINE)) {
            assertThatThrownBy(() -> http.document(URI.create("http://127.0.0.1:" + free + "/x")))
                    .hasMessageContaining("cannot be reached");
        }
    }
}
