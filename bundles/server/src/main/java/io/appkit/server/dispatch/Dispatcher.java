package io.appkit.server.dispatch;

import io.appkit.api.config.Environment;
import io.appkit.api.platform.EventStreams;
import io.appkit.api.platform.PluginRegistry;
import io.appkit.server.Answer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;

/** Leads API requests to the handlers of plugins. */
public final class Dispatcher implements AutoCloseable {

    /** {@code api} and the plugin's own prefix. */
    private static final int PREFIX_SEGMENTS = 2;

    private final PluginRegistry registry;
    private final EventStreams streams;
    private final LongSupplier bodyLimit;
    private final ErrorAnswers errors;
    private final Preparations preparations;

    /**
     * Creates it.
     *
     * @param bodyLimit most bytes of a JSON body
     */
    public Dispatcher(
            PluginRegistry registry, EventStreams streams, Environment environment, LongSupplier bodyLimit) {
        this.registry = registry;
        this.streams = streams;
        this.bodyLimit = bodyLimit;
        this.errors = new ErrorAnswers(environment);
        this.preparations = new Preparations(registry);
    }

    @Override
    public void close() throws Exception {
        preparations.close();
    }

    /** Answers a request below {@code /api}, now or later; no thread waits for a plugin that is being replaced. */
    public void dispatch(RequestPath path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        List<String> segments = path.segments();
        if (segments.size() < PREFIX_SEGMENTS) {
            Answer.notFound().write(request, response);
            return;
        }
        Call call = new Call(request, response, segments.subList(PREFIX_SEGMENTS, segments.size()), this);
        try {
            registry.acquire(segments.get(1)).whenComplete((lease, error) -> {
                if (error == null) {
                    call.enter(lease);
                } else {
                    call.fail(error);
                }
            });
        } catch (RuntimeException e) {
            call.fail(e);
        }
    }

    EventStreams streams() {
        return streams;
    }

    long bodyLimit() {
        return bodyLimit.getAsLong();
    }

    ErrorAnswers errors() {
        return errors;
    }

    Preparations preparations() {
        return preparations;
    }
}
