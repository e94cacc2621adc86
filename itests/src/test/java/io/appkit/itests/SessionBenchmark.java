package io.appkit.itests;

import io.appkit.itests.bench.Comparison;
import io.appkit.itests.bench.Connection;
import io.appkit.itests.bench.Endpoint;
import io.appkit.itests.bench.Load;
import io.appkit.itests.bench.Round;
import io.appkit.itests.bench.Target;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What it costs to know a caller by a session: beside a server that takes a proxy's word for it, with the same requests. */
class SessionBenchmark {

    private static final int CONNECTIONS = 16;
    private static final Comparison COMPARISON = Comparison.configured();

    @Test
    void knowsCallersByTheirCookie() throws Exception {
        BenchmarkApp app = BenchmarkApp.create()
                .with(
                        "config/queries/rows10.sql",
                        "SELECT o_orderkey, o_totalprice FROM samples.tpch.orders ORDER BY o_orderkey LIMIT 10");
        try (var workspace = BenchmarkApp.LocalWorkspace.start();
                Server believing = app.appKit(workspace.environment());
                Server asking = app.signingIn(workspace.environment())) {
            String cookie = asking.signIn().identity().get("Cookie");
            Endpoint query = Endpoint.post("cached query, 10 rows", "/api/analytics/query/rows10", "{}")
                    .with("Cookie", cookie);
            Target sessions = new Target("sessions", asking.port(), asking.pid());
            Target headers = new Target("headers", believing.port(), believing.pid());
            for (Target target : List.of(sessions, headers)) {
                try (Connection connection = new Connection(target.port())) {
                    connection.send(query);
                }
            }
            COMPARISON.printHead(
                    "Sessions, a cookie of " + cookie.length() + " bytes, " + CONNECTIONS + " connections");
            Map<Target, Round> figures = COMPARISON.of(
                    List.of(sessions, headers), (target, time) -> Load.withoutPause(target, query, CONNECTIONS, time));
            Comparison.print(query.name(), figures);
        }
    }
}
