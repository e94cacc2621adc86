package io.appkit.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.auth.TestClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RememberedTest {

    private final TestClock clock = new TestClock(Instant.now());
    private int asked;
    private boolean down;
    private final Remembered<Integer> remembered = new Remembered<>(this::ask, Duration.ofHours(1), clock);

    private int ask() throws IOException {
        asked++;
        if (down) {
            throw new IOException("down");
        }
        return asked;
    }

    @Test
    void asksOnceInALife() throws IOException {
        assertThat(remembered.get()).isEqualTo(1);
        clock.pass(Duration.ofMinutes(59));
        assertThat(remembered.get()).isEqualTo(1);
        clock.pass(Duration.ofMinutes(2));
        assertThat(remembered.get()).isEqualTo(2);
    }

    @Test
    void doesNotAskAgainRightAfterAFailure() throws IOException {
        down = true;
        assertThatThrownBy(remembered::get).hasMessage("down");
        assertThatThrownBy(remembered::get).hasMessage("down");
        assertThat(asked).isEqualTo(1);

        down = false;
        clock.pass(Duration.ofSeconds(2));
        assertThat(remembered.get()).isEqualTo(2);
    }

    @Test
    void usesOnWhatItKnewAfterAFailure() throws IOException {
        remembered.get();
        down = true;
        clock.pass(Duration.ofHours(2));

        assertThat(remembered.get()).isEqualTo(1);
        assertThat(remembered.get()).isEqualTo(1);
        assertThat(asked).isEqualTo(2);
    }
}
