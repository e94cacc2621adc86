package io.appkit.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a plugin tells the page. */
@Timeout(60)
class ClientConfigTest {

    private final Map<String, Object> told = new ConcurrentHashMap<>(Map.of("a", 1));

    @Test
    void staysAsItWasUntilThePluginIsAskedAgain() {
        ClientConfig config = new ClientConfig(() -> told);
        Map<String, ?> first = config.get();
        told.put("a", 2);

        assertThat(config.get()).isSameAs(first).isEqualTo(Map.of("a", 1));
        config.renew();
        assertThat(config.get()).isNotSameAs(first).isEqualTo(Map.of("a", 2));
    }

    @Test
    void aPluginThatFailsWhenAskedLeavesItAsItWas() {
        ClientConfig config = new ClientConfig(() -> {
            if (told.isEmpty()) {
                throw new IllegalStateException("broken");
            }
            return told;
        });
        told.clear();

        assertThatThrownBy(config::renew).hasMessage("broken");
        assertThat(config.get()).isEqualTo(Map.of("a", 1));
    }

    @Test
    void anAnswerThatComesLateDoesNotReplaceALaterOne() throws Exception {
        CompletableFuture<Map<String, ?>> late = new CompletableFuture<>();
        CompletableFuture<Void> asked = new CompletableFuture<>();
        Thread main = Thread.currentThread();
        ClientConfig config = new ClientConfig(() -> {
            if (Thread.currentThread().equals(main)) {
                return Map.copyOf(told);
            }
            asked.complete(null);
            return late.join();
        });

        CompletableFuture<Void> slow = CompletableFuture.runAsync(config::renew);
        asked.get(20, TimeUnit.SECONDS);
        told.put("a", 3);
        config.renew();
        late.complete(Map.of("a", 2));
        slow.get(20, TimeUnit.SECONDS);

        assertThat(config.get()).isEqualTo(Map.of("a", 3));
    }
}
