package io.appkit.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.analytics.arrow.ArrowBytes;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A large result passes through in pieces. */
class ArrowMemoryTest extends ArrowFixture {

    private static final int MIB = 1 << 20;
    private static final int CHUNKS_OF_RESULT = 16;
    private static final int MIB_PER_CHUNK = 16;

    @Test
    void ofAResultOf256MibLessThan32MibAreInMemoryAtAnyTime() throws Exception {
        byte[] chunk = ArrowBytes.binary(MIB_PER_CHUNK, MIB);
        String[] links = new String[CHUNKS_OF_RESULT];
        for (int i = 0; i < links.length; i++) {
            links[i] = link(i, i + 1 < links.length ? i + 1 : 0);
            workspace.link("https://files/" + i, ScriptedBody.of(chunk, 1 << 14));
        }
        refuseInline();
        workspace.answer(ScriptedWorkspace.STATEMENTS, linked(links));
        Page page = new Page(app.streams, TestApp.caller("u1"), "one", Map.of("format", "ARROW_STREAM"), Map.of());
        AtomicLong sent = new AtomicLong();
        AtomicLong most = new AtomicLong();
        long before = used();
        page.later.inPlaceOfKeeping = length -> {
            if (length / (32L * MIB) > sent.getAndSet(length) / (32L * MIB)) {
                most.accumulateAndGet(used(), Math::max);
            }
        };
        app.ask(page);
        assertThat(page.later.end()).isEqualTo("finished");
        assertThat(sent.get()).isGreaterThan((long) CHUNKS_OF_RESULT * MIB_PER_CHUNK * MIB);
        assertThat(most.get() - before).isLessThan(32L * MIB);
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
