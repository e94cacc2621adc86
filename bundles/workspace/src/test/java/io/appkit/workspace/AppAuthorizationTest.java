package io.appkit.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.core.DatabricksException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AppAuthorizationTest {

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final AtomicInteger signIns = new AtomicInteger();

    @AfterEach
    void stop() {
        thread.shutdownNow();
    }

    @Test
    void givesAFreshValueAtOnceWithoutAskingAgain() {
        AtomicInteger asked = new AtomicInteger();
        var app = new AppAuthorization(() -> () -> Map.of("Authorization", "token " + asked.incrementAndGet()), thread);
        assertThat(await(app.header())).isEqualTo("token 1");

        assertThat(app.header()).isCompletedWithValue("token 1");
        assertThat(asked).hasValue(1);
    }

    @Test
    void givesNoValueThatHasBeenRefused() {
        AppAuthorization app = signedInAnew();
        assertThat(await(app.header())).isEqualTo("token 1");

        assertThat(await(app.renewed("token 1"))).isEqualTo("token 2");

        assertThat(app.header()).isCompletedWithValue("token 2");
        assertThat(await(app.renewed("token 1"))).isEqualTo("token 2");
        assertThat(signIns).hasValue(2);
    }

    @Test
    void givesNoValueAfterTheSignInHasFailed() {
        var app = new AppAuthorization(
                () -> {
                    if (signIns.incrementAndGet() == 2) {
                        throw new DatabricksException("no");
                    }
                    return () -> Map.of("Authorization", "token " + signIns.get());
                },
                thread);
        await(app.header());
        assertThatThrownBy(() -> await(app.renewed("token 1"))).hasRootCauseMessage("no");

        assertThat(await(app.header())).isEqualTo("token 3");
    }

    private AppAuthorization signedInAnew() {
        return new AppAuthorization(
                () -> {
                    String value = "token " + signIns.incrementAndGet();
                    return () -> Map.of("Authorization", value);
                },
                thread);
    }

    private static String await(CompletableFuture<String> header) {
        return header.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
