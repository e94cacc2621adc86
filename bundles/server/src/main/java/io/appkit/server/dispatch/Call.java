package io.appkit.server.dispatch;

import io.appkit.api.AppKitException;
import io.appkit.api.Caller;
import io.appkit.api.ErrorKind;
import io.appkit.api.platform.Lease;
import io.appkit.api.stream.EventStream;
import io.appkit.server.Answer;
import io.appkit.server.exchange.Reply;
import io.appkit.server.exchange.ServletExchange;
import io.appkit.server.gate.AdmittedCaller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

/** One request on its way to a handler and back. Its lease is held until the response is complete. */
final class Call {

    private final HttpServletRequest request;
    private final List<String> segments;
    private final Dispatcher dispatcher;
    private final Reply reply;

    /**
     * Begins a call.
     *
     * @param segments below the mount's prefix
     */
    Call(HttpServletRequest request, HttpServletResponse response, List<String> segments, Dispatcher dispatcher) {
        this.request = request;
        this.segments = segments;
        this.dispatcher = dispatcher;
        this.reply = Reply.begin(request, response);
    }

    void fail(Throwable error) {
        reply.send(dispatcher.errors().answer(request.getMethod(), request.getRequestURI(), error));
    }

    void enter(Optional<Lease> mounted) {
        if (mounted.isEmpty()) {
            reply.send(Answer.notFound());
            return;
        }
        Lease lease = mounted.get();
        reply.onEnd(lease::close);
        try {
            route(lease);
        } catch (RejectedExecutionException e) {
            reply.send(Answer.error(503, "The server is busy, please retry").with("Retry-After", "1"));
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void route(Lease lease) {
        Preparations.Prepared prepared = dispatcher.preparations().of(lease.mount());
        Optional<RouteTable.Match> match = prepared.routes().find(request.getMethod(), segments);
        if (match.isEmpty()) {
            reply.send(unmatched(prepared.routes().methods(segments)));
            return;
        }
        Caller caller = AdmittedCaller.of(request);
        if (caller == null) {
            throw new AppKitException(ErrorKind.AUTHENTICATION, "no caller on a public path", "Not signed in");
        }
        ServletExchange exchange = new ServletExchange(
                request,
                caller,
                match.get().parameters(),
                prepared.json(),
                dispatcher.bodyLimit(),
                () -> open(lease, caller));
        lease.mount().executor().execute(() -> handle(match.get(), exchange));
    }

    private Answer unmatched(Set<String> methods) {
        return request.getMethod().equals("OPTIONS") && !methods.isEmpty()
                ? Answer.allow(String.join(", ", methods))
                : Answer.notFound();
    }

    private void handle(RouteTable.Match match, ServletExchange exchange) {
        try {
            match.route().handler().handle(exchange);
            exchange.answer().ifPresent(reply::send);
        } catch (Throwable e) { // Whatever a plugin throws, the client gets an answer.
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            if (!exchange.failStream(e)) {
                fail(e);
            }
        }
    }

    private EventStream open(Lease lease, Caller caller) {
        return dispatcher.streams().open(lease, caller, reply.stream());
    }
}
