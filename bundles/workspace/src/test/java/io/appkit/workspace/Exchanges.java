package io.appkit.workspace;

import com.databricks.sdk.core.utils.SerDeUtils;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** What calls share, for tests: at a fixed time of day. */
final class Exchanges {

    static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

    private Exchanges() {}

    static WorkspaceExchanges of(String host, ExchangeThreads threads, Timer timer) {
        var mapper = SerDeUtils.createMapper();
        return new WorkspaceExchanges(
                host,
                threads.http(),
                mapper,
                new Answers(mapper, Clock.fixed(NOW, ZoneOffset.UTC)),
                timer,
                threads.open());
    }
}
