package io.appkit.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.Exports;
import io.appkit.api.LastingView;
import io.appkit.api.Plugin;
import io.appkit.api.PluginUnavailableException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Java code gets from a plugin keeps the plugin for as long as it is open, and no longer. */
class LastingCallTest {

    /** An API, as a plugin author writes one. */
    public interface Numbers {

        Numbers times(int factor);

        Open open(int count);

        Shelf shelf(String name);
    }

    /** A handle for a part of it. */
    @LastingView
    public interface Shelf {

        Shelf more(int factor);

        Numbers numbers();

        int sum();
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
        public Shelf shelf(String name) {
            if (!name.equals("low")) {
                throw new IllegalArgumentException("There is no shelf " + name);
            }
            return new LowShelf(factor);
        }

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

    private record LowShelf(int factor) implements Shelf {

        @Override
        public Shelf more(int more) {
            return new LowShelf(factor * more);
        }

        @Override
        public Numbers numbers() {
            return new Multiples(factor);
        }

        @Override
        public int sum() {
            return 10 * factor;
        }
    }

    private PluginMount mount = version(1);

    private final Numbers numbers = LastingCall.service(
            plugin -> mount.leases().acquire(mount).orElseThrow(() -> new PluginUnavailableException(plugin)),
            "numbers",
            Numbers.class);

    private static PluginMount version(int factor) {
        return new PluginMount(new PluginManifest("numbers", "Numbers", "stable", List.of()), new Plugin() {
            @Override
            public void exports(Exports exports) {
                exports.export(Numbers.class, new Multiples(factor));
            }
        });
    }

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

    @Test
    void aHandleRefusesWhatIsNotThereAndHoldsNothing() {
        assertThatThrownBy(() -> numbers.shelf("high")).hasMessage("There is no shelf high");
        assertThat(numbers.shelf("low").sum()).isEqualTo(10);
        assertThat(inUse()).isFalse();
    }

    @Test
    void aHandleLeadsToTheVersionThatRuns() {
        Shelf shelf = numbers.times(3).shelf("low").more(2);
        assertThat(shelf.sum()).isEqualTo(60);
        Open open = shelf.numbers().open(2);
        PluginMount old = mount;

        old.leases().close();
        assertThatThrownBy(shelf::sum).isInstanceOf(PluginUnavailableException.class);

        mount = version(100);
        assertThat(shelf.sum()).isEqualTo(6000);
        assertThat(shelf.numbers().open(2)).containsExactly(600, 1200);
        assertThat(open).containsExactly(6, 12);
        open.close();
        assertThat(old.leases().awaitReturn(Duration.ZERO)).isTrue();
        old.close();
    }
}
