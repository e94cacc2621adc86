package io.appkit.server.dispatch;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import io.appkit.api.Caller;
import io.appkit.api.Registration;
import io.appkit.api.config.Environment;
import io.appkit.api.platform.EventStreams;
import io.appkit.api.platform.Lease;
import io.appkit.api.platform.Mount;
import io.appkit.api.platform.PluginRegistry;
import io.appkit.server.Answers;
import io.appkit.server.UnreadBody;
import io.appkit.server.exchange.JoinedParts;
import io.appkit.server.exchange.Reply;
import io.appkit.server.exchange.ServletExchange;
import io.appkit.server.gate.AdmittedCaller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Leads API requests to the handlers of plugins. */
public final class Dispatcher implements AutoCloseable {

    private static final int PREFIX_SEGMENTS = 2;
    private static final int TYPES = 200;

    /** What is prepared once per mount; dropped with it, since its mapper remembers the plugin's classes. */
    private record Prepared(RouteTable routes, ObjectMapper json) {}

    private final PluginRegistry registry;
    private final EventStreams streams;
    private final LongSupplier bodyLimit;
    private final ErrorAnswers errors;
    private final JoinedParts bodies = new JoinedParts();
    private final Map<Mount, Prepared> prepared = new ConcurrentHashMap<>();
    private final Registration registryChanges;

    /**
     * Creates it.
     *
     * @param bodyLimit most bytes of a JSON body
     */
    public Dispatcher(PluginRegistry registry, EventStreams streams, Environment environment, LongSupplier bodyLimit) {
        this.registry = registry;
        this.streams = streams;
        this.bodyLimit = bodyLimit;
        this.errors = new ErrorAnswers(environment);
        this.registryChanges = registry.onChange(() -> prepared.keySet().retainAll(Set.copyOf(registry.mounts())));
    }

    @Override
    public void close() {
        registryChanges.close();
        prepared.clear();
    }

    /** Answers a request below {@code /api}, now or later. */
    public void dispatch(RequestPath path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        List<String> segments = path.withoutTrailingSlash();
        if (segments.size() < PREFIX_SEGMENTS) {
            UnreadBody.answer(request, response, () -> Answers.notFound(request, response));
            return;
        }
        Pending pending = new Pending(segments, request, response);
        CompletableFuture<Optional<Lease>> leased =
                registry.acquire(segments.get(1)).toCompletableFuture();
        if (!leased.isDone()) {
            pending.leave();
        }
        leased.whenComplete(pending::enter);
    }

    private Prepared prepared(Mount mount) {
        Prepared known = prepared.get(mount);
        if (known != null) {
            return known;
        }
        Prepared ready = prepared.computeIfAbsent(mount, key -> new Prepared(new RouteTable(key.routes()), mapper()));
        // A request may still be on its way when its mount has been replaced.
        if (!registry.mounts().contains(mount)) {
            prepared.remove(mount);
        }
        return ready;
    }

    /** With caches of its own: Jackson's default type factory would keep the plugin's classes for good. */
    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper();
        mapper.setTypeFactory(TypeFactory.defaultInstance()
                .withCache((LookupCache<Object, JavaType>) new LRUMap<Object, JavaType>(TYPES, TYPES)));
        return mapper;
    }

    /** A request on its way to a handler. */
    private final class Pending {

        private final List<String> segments;
        private final HttpServletRequest request;
        private final HttpServletResponse response;
        private final Reply reply;
        private boolean here = true;

        Pending(List<String> segments, HttpServletRequest request, HttpServletResponse response) {
            this.segments = segments;
            this.request = request;
            this.response = response;
            this.reply = new Reply(request, response, bodies);
        }

        /** What follows happens on other threads. */
        void leave() {
            here = false;
            reply.detach();
        }

        void enter(Optional<Lease> mounted, @Nullable Throwable error) {
            if (error != null) {
                fail(error);
            } else if (mounted.isEmpty()) {
                reply.answer(() -> Answers.notFound(request, response));
            } else {
                enter(mounted.get());
            }
        }

        private void enter(Lease lease) {
            Mount mount = lease.mount();
            if (here && mount.runHere(() -> handle(lease))) {
                return;
            }
            leave();
            try {
                mount.executor().execute(() -> handle(lease));
            } catch (RejectedExecutionException e) {
                lease.close();
                reply.answer(() -> {
                    response.setHeader("Retry-After", "1");
                    Answers.json(request, response, 503, Map.of("error", "The server is busy, please retry"));
                });
            }
        }

        private void fail(Throwable error) {
            errors.answer(request, response, reply, error);
        }

        private void handle(Lease lease) {
            Mount mount = lease.mount();
            Prepared ready = prepared(mount);
            List<String> below = segments.subList(PREFIX_SEGMENTS, segments.size());
            Caller caller = AdmittedCaller.of(request);
            ServletExchange exchange = null;
            try {
                Optional<RouteTable.Match> match = ready.routes().find(request.getMethod(), below);
                if (match.isEmpty() || caller == null) {
                    unmatched(ready.routes().methods(below));
                    return;
                }
                exchange = new ServletExchange(
                        request,
                        response,
                        reply,
                        caller,
                        match.get().parameters(),
                        ready.json(),
                        bodyLimit.getAsLong(),
                        streams,
                        lease,
                        this::fail);
                match.get().route().handler().handle(exchange);
                exchange.handlerReturned();
            } catch (MalformedPathException e) {
                reply.answer(() -> Answers.json(request, response, 400, Map.of("error", "Malformed path")));
            } catch (Exception | StackOverflowError | LinkageError e) {
                failed(exchange, e);
            } finally {
                if (exchange == null || !exchange.streams()) {
                    lease.close();
                }
            }
        }

        private void failed(@Nullable ServletExchange exchange, Throwable error) {
            if (exchange != null && exchange.streams()) {
                exchange.failStream(error);
            } else {
                fail(error);
            }
        }

        private void unmatched(Set<String> methods) {
            reply.answer(() -> {
                if (request.getMethod().equals("OPTIONS") && !methods.isEmpty()) {
                    response.setHeader("Allow", String.join(", ", methods));
                    Answers.bytes(request, response, 200, "text/plain; charset=utf-8", new byte[0]);
                } else {
                    Answers.notFound(request, response);
                }
            });
        }
    }
}
