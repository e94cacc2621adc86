package io.appkit.workspace;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.core.DatabricksException;
import com.databricks.sdk.core.http.Request;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SdkHttpClientTest {

    @Test
    void aHostThatIsNotThereIsNoFailureThatTheSdkRepeats() {
        SdkHttpClient client = new SdkHttpClient(HttpClient.newHttpClient(), Duration.ofSeconds(10));

        assertThatThrownBy(() -> client.execute(new Request("GET", "http://127.0.0.1:1/oidc")))
                .isInstanceOf(DatabricksException.class)
                .hasMessageContaining("ConnectException");
    }
}
