package io.appkit.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.Registration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {

    private final FakeTime time = new FakeTime();
    private final Heartbeats heartbeats = new Heartbeats(time);
    private final List<String> beats = new ArrayList<>();

    @Test
    void everyStreamHasItsOwnTurn() {
        heartbeats.every(() -> beats.add("a"));
        time.pass(Duration.ofMillis(3500));
        heartbeats.every(() -> beats.add("b"));
        time.pass(Duration.ofMillis(6500));
        assertThat(beats).containsExactly("a");
        time.pass(Duration.ofSeconds(3));
        assertThat(beats).containsExactly("a", "b");
        time.pass(Duration.ofSeconds(10));
        assertThat(beats).containsExactly("a", "b", "a", "b");
    }

    @Test
    void aClosedOneIsSilent() {
        Registration closed = heartbeats.every(() -> beats.add("closed"));
        heartbeats.every(() -> beats.add("open"));
        closed.close();
        time.pass(Duration.ofSeconds(10));
        assertThat(beats).containsExactly("open");
    }

    @Test
    void oneThatFailsDoesNotSilenceTheOthers() {
        heartbeats.every(() -> {
            throw new IllegalStateException("gone");
        });
        heartbeats.every(() -> beats.add("open"));
        time.pass(Duration.ofSeconds(20));
        assertThat(beats).containsExactly("open", "open");
    }
}
