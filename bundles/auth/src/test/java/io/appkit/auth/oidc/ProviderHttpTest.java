package io.appkit.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
    void asksNobodyOnceItIsClosed() throws IOException {
        try (TestProvider provider = new TestProvider()) {
            ProviderHttp http = new ProviderHttp(ProviderHttp.DEADLINE);
            http.close();

            assertThatThrownBy(() -> http.document(URI.create(provider.url() + "/x")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not asked any more");
        }
    }

    @Test
    void whoWaitsForAProviderIsLetGoWhenItIsClosed() throws Exception {
        try (TestProvider provider = new TestProvider()) {
            ProviderHttp http = new ProviderHttp(Duration.ofMinutes(5));
            provider.hanging = true;
            CompletableFuture<Throwable> end = CompletableFuture.supplyAsync(
                    () -> catchThrowable(() -> http.document(URI.create(provider.url() + "/x"))));
            provider.awaitCalls("/x", 1);

            http.close();

            assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
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
