package io.appkit.core.stream;

import io.appkit.api.Caller;
import io.appkit.api.platform.Lease;
import io.appkit.api.platform.Mount;
import io.appkit.api.platform.Route;
import io.appkit.api.stream.EventStream;
import io.appkit.api.stream.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Opens streams of one registry, with time and leases that a test can look at. */
final class Desk {

    final FakeTime time = new FakeTime();
    final StreamRegistry registry;
    int openLeases;

    Desk(StreamSettings settings) {
        registry = new StreamRegistry(time, () -> settings, () -> {});
    }

    EventStream open(RecordedConnection client) {
        return registry.open(new TestLease(new TestMount("genie")), caller("anna"), client);
    }

    Optional<EventStream> open(String id, RecordedConnection client) {
        return open("anna", id, client, null);
    }

    Optional<EventStream> open(String user, String id, RecordedConnection client, String lastEventId) {
        return registry.open(
                new TestLease(new TestMount("genie")), caller(user), client, id, Optional.ofNullable(lastEventId));
    }

    EventStream open(Mount mount, String id, RecordedConnection client) {
        return registry.open(new TestLease(mount), caller("anna"), client, id, Optional.empty())
                .orElseThrow();
    }

    static Message message(int number) {
        return message("step", "{\"type\":\"step\",\"n\":" + number + "}");
    }

    static Message message(String type, String json) {
        return new Message(type, json.getBytes(StandardCharsets.UTF_8));
    }

    static Message large(int bytes) {
        return message("step", "\"" + "x".repeat(bytes) + "\"");
    }

    private static Caller caller(String id) {
        return new Caller(id, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private final class TestLease implements Lease {

        private final Mount mount;
        private boolean closed;

        TestLease(Mount mount) {
            this.mount = mount;
            openLeases++;
        }

        @Override
        public Mount mount() {
            return mount;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                openLeases--;
            }
        }
    }

    static final class TestMount implements Mount {

        private final String plugin;

        TestMount(String plugin) {
            this.plugin = plugin;
        }

        @Override
        public String plugin() {
            return plugin;
        }

        @Override
        public String prefix() {
            return "/api/" + plugin;
        }

        @Override
        public List<Route> routes() {
            return List.of();
        }

        @Override
        public Map<String, ?> clientConfig() {
            return Map.of();
        }

        @Override
        public Executor executor() {
            return Runnable::run;
        }
    }
}
