package io.appkit.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.Exports;
import io.appkit.api.Plugin;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Java code gets from a plugin keeps the plugin for as long as it is open, and no longer. */
class LastingCallTest {

    /** An API, as a plugin author writes one. */
    public interface Numbers {

        Numbers times(int factor);

        Open open(int count);
    }

    /** Something to be closed, with methods that close it by the way. */
    public interface Open extends Iterable<Integer>, AutoCloseable {

        default int sum() {
            try (Open open = this) {
                int sum = 0;
                for (int number : open) {
                    sum += number;
                }
                return sum;
            }
        }

        @Override
        void close();
    }

    private record Multiples(int factor) implements Numbers {

        @Override
        public Numbers times(int more) {
            return new Multiples(factor * more);
        }

        @Override
        public Open open(int count) {
            if (count < 0) {
                throw new IllegalArgumentException("count must not be negative");
            }
            return new Open() {
                @Override
                public Iterator<Integer> iterator() {
                    return List.of(factor, count * factor).iterator();
                }

                @Override
                public void close() {}
            };
        }
    }

    private final PluginMount mount =
            new PluginMount(new PluginManifest("numbers", "Numbers", "stable", List.of(), 0), new Plugin() {
                @Override
                public void exports(Exports exports) {
                    exports.export(Numbers.class, new Multiples(1));
                }
            });

    private final Numbers numbers = (Numbers) Proxy.newProxyInstance(
            Numbers.class.getClassLoader(),
            new Class<?>[] {Numbers.class},
            new LastingCall(
                    plugin -> Optional.of(mount)
                            .flatMap(present -> present.leases().acquire(present))
                            .orElseThrow(),
                    "numbers",
                    Numbers.class,
                    LastingCall.DIRECT));

    @AfterEach
    void stop() {
        mount.close();
    }

    private boolean inUse() {
        return !mount.leases().awaitReturn(Duration.ZERO);
    }

    @Test
    void whatIsOpenHoldsThePluginUntilItIsClosed() {
        Open open = numbers.times(2).times(3).open(5);
        assertThat(open).containsExactly(6, 30);
        assertThat(inUse()).isTrue();
        open.close();
        assertThat(inUse()).isFalse();
        open.close();
        assertThat(inUse()).isFalse();
    }

    @Test
    void aMethodThatClosesByTheWayGivesThePluginBack() {
        assertThat(numbers.open(4).sum()).isEqualTo(5);
        assertThat(inUse()).isFalse();
    }

    @Test
    void aCallThatFailsGivesThePluginBack() {
        assertThatThrownBy(() -> numbers.open(-1)).hasMessage("count must not be negative");
        assertThat(inUse()).isFalse();
    }

    @Test
    void aViewAloneHoldsNothing() {
        assertThat(numbers.times(7)).isNotNull();
        assertThat(inUse()).isFalse();
    }
}
