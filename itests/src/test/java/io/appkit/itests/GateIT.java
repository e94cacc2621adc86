package io.appkit.itests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A server that cannot tell who is calling. */
class GateIT {

    @Test
    void doesNotEvenOpenItsPort() throws Exception {
        Distribution distribution = Distribution.unpack().configure("appkit.auth.cfg", "mode = nonsense");
        try (Server server = distribution.start()) {
            assertThat(server.exitCode(Server.START_LIMIT)).isEqualTo(1);
            assertThat(server.errors()).singleElement().asString().contains("appkit.auth.cfg", "mode", "nonsense");
            assertThat(server.output()).noneMatch(line -> line.contains("AppKit is ready"));
        }
    }
}
