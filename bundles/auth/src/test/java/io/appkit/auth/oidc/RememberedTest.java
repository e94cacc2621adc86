package io.appkit.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RememberedTest {

    private final TestClock clock = new TestClock();
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
        clock.advance(Duration.ofMinutes(59));
        assertThat(remembered.get()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(2));
        assertThat(remembered.get()).isEqualTo(2);
    }

    @Test
    void doesNotAskAgainRightAfterAFailure() throws IOException {
        down = true;
        assertThatThrownBy(remembered::get).hasMessage("down");
        assertThatThrownBy(remembered::get).hasMessage("down");
        assertThat(asked).isEqualTo(1);

        down = false;
        clock.advance(Duration.ofSeconds(2));
        assertThat(remembered.get()).isEqualTo(2);
    }

    @Test
    void usesOnWhatItKnewAfterAFailure() throws IOException {
        remembered.get();
        down = true;
        clock.advance(Duration.ofHours(2));

        assertThat(remembered.get()).isEqualTo(1);
        assertThat(remembered.get()).isEqualTo(1);
        assertThat(asked).isEqualTo(2);
    }
}
