package io.appkit.workspace;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.core.DatabricksException;
import com.databricks.sdk.core.http.Request;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SdkHttpClientTest {

    @Test
    void aHostThatIsNotThereIsNoFailureThatTheSdkRepeats() {
        ExchangeThreads threads = new ExchangeThreads();
        try {
            SdkHttpClient client = new SdkHttpClient(threads.http(), Duration.ofSeconds(10));
            assertThatThrownBy(() -> client.execute(new Request("GET", "http://127.0.0.1:1/oidc")))
                    .isInstanceOf(DatabricksException.class)
                    .hasMessageContaining("ConnectException");
        } finally {
            threads.close();
        }
    }
}
