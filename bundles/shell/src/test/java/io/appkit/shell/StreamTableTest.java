package io.appkit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.platform.StreamInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamTableTest {

    private static final StreamInfo OPEN = new StreamInfo(
            "genie",
            Optional.of("7f0c2a9e-4a57-4d0b-9a3e-2f6f1f0d9b11"),
            "user-1",
            StreamInfo.State.OPEN,
            2,
            14,
            3_500_000,
            Instant.parse("2026-11-25T12:00:01.5Z"));

    private static final StreamInfo OLDER = new StreamInfo(
            "analytics",
            Optional.empty(),
            "user\u001b[31m-2",
            StreamInfo.State.ENDED,
            0,
            1,
            0,
            Instant.parse("2026-11-25T11:59:59Z"));

    private static String print(boolean json, StreamInfo... streams) {
        Screen screen = new Screen();
        new StreamTable(screen.console(80, false)).print(List.of(streams), json);
        return screen.text();
    }

    @Test
    void aStreamPerRowTheOldestFirst() {
        assertThat(print(false, OPEN, OLDER)).isEqualTo("""
                        Plugin    | State | Clients | Events |   Kept | Opened               | Owner            | Id
                        ----------+-------+---------+--------+--------+----------------------+------------------+-------------------------------------
                        analytics | ended |       0 |      1 |    0 B | 2026-11-25T11:59:59Z | user\\u001b[31m-2 |
                        genie     | open  |       2 |     14 | 3.3 MB | 2026-11-25T12:00:01Z | user-1           | 7f0c2a9e-4a57-4d0b-9a3e-2f6f1f0d9b11
                        """);
    }

    @Test
    void aLongIdIsShortened() {
        StreamInfo stream = new StreamInfo(
                "genie", Optional.of("x".repeat(256)), "user-1", StreamInfo.State.WAITING, 0, 0, 0, Instant.EPOCH);

        assertThat(print(false, stream)).contains("| waiting |").contains("| " + "x".repeat(33) + "...");
    }

    @Test
    void noStreamIsSaidInWords() {
        assertThat(print(false)).contains("There are no streams");
    }

    @Test
    void scriptsGetJson() {
        assertThat(print(true, OPEN, OLDER)).isEqualToIgnoringWhitespace("""
                        [
                          {"plugin": "analytics", "id": null, "owner": "user\\u001B[31m-2", "state": "ended",
                           "clients": 0, "events": 1, "bufferedBytes": 0, "opened": "2026-11-25T11:59:59Z"},
                          {"plugin": "genie", "id": "7f0c2a9e-4a57-4d0b-9a3e-2f6f1f0d9b11", "owner": "user-1",
                           "state": "open", "clients": 2, "events": 14, "bufferedBytes": 3500000,
                           "opened": "2026-11-25T12:00:01.500Z"}
                        ]
                        """);
    }

    @Test
    void noStreamIsAnEmptyList() {
        assertThat(print(true)).isEqualToIgnoringWhitespace("[]");
    }
}
