package io.appkit.server.gate;

import io.appkit.api.Caller;
import io.appkit.api.platform.Gate;
import io.appkit.api.platform.GateDecision;
import io.appkit.server.Answers;
import io.appkit.server.UnreadBody;
import io.appkit.server.http.JsonErrors;
import io.appkit.server.http.RequestSpan;
import io.appkit.server.http.Traffic;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.servlet.whiteboard.Preprocessor;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In front of every request, whatever serves it. Registered without references, so that it is there as long as this
 * bundle is; without a {@link Gate} it lets nothing through.
 */
@Component(service = Preprocessor.class)
public final class GateFilter implements Preprocessor {

    private static final Logger LOG = LoggerFactory.getLogger(GateFilter.class);

    private final Supplier<@Nullable Gate> gates;
    private final Supplier<@Nullable SiteFacts> sites;
    private final Runnable close;

    @Activate
    public GateFilter(BundleContext context) {
        ServiceTracker<Gate, Gate> tracker = new ServiceTracker<>(context, Gate.class, null);
        ServiceTracker<SiteFacts, SiteFacts> site = new ServiceTracker<>(context, SiteFacts.class, null);
        tracker.open();
        site.open();
        gates = tracker::getService;
        sites = site::getService;
        close = () -> {
            tracker.close();
            site.close();
        };
    }

    private GateFilter(Supplier<@Nullable Gate> gates, Supplier<@Nullable SiteFacts> sites, Runnable close) {
        this.gates = gates;
        this.sites = sites;
        this.close = close;
    }

    /** For a gate and a site that are found in another way. */
    public static GateFilter between(Supplier<@Nullable Gate> gates, Supplier<@Nullable SiteFacts> sites) {
        return new GateFilter(gates, sites, () -> {});
    }

    @Deactivate
    void stop() {
        close.run();
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        SiteFacts site = sites.get();
        GuardedResponse response =
                new GuardedResponse((HttpServletResponse) servletResponse, site != null && site.overTls());
        if (site != null && site.serves()) {
            JsonErrors.frontIsThere(request);
        }
        Gate gate = gates.get();
        if (gate == null || !Traffic.hasPassed(request)) {
            refuseForNow(request, response);
        } else if (request.getMethod().equals("TRACE") || request.getMethod().equals("CONNECT")) {
            Answers.json(request, response, 405, Map.of("error", "Method not allowed"));
        } else {
            enterSafely(gate, new ServletGateRequest(request, site), response, chain);
        }
    }

    /** Refuses a request that cannot pass the gate yet, or not any more. */
    public static void refuseForNow(HttpServletRequest request, HttpServletResponse response) throws IOException {
        UnreadBody.answer(request, response, () -> {
            response.setHeader("Retry-After", "1");
            Answers.json(request, response, 503, Map.of("error", "Sign-in is not available, please retry"));
        });
    }

    /** The container's own error page would show a stack trace. */
    private void enterSafely(Gate gate, ServletGateRequest asked, GuardedResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = asked.request();
        try {
            enter(gate, asked, response, chain);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
            if (response.isCommitted() || request.isAsyncStarted()) {
                throw e;
            }
            response.resetBuffer();
            Answers.json(request, response, 500, Map.of("error", "Server error"));
        }
    }

    private void enter(Gate gate, ServletGateRequest asked, GuardedResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = asked.request();
        GateDecision decision;
        try {
            decision = gate.decide(asked);
        } catch (RuntimeException | LinkageError e) {
            // One that leaves while it decides may have lost its threads and classes.
            if (gates.get() == gate) {
                throw e;
            }
            refuseForNow(request, response);
            return;
        }
        if (decision instanceof GateDecision.Refuse refused) {
            UnreadBody.answer(request, response, () -> refuse(refused, request, response));
            return;
        } else if (decision instanceof GateDecision.Respond answer) {
            UnreadBody.answer(request, response, () -> respond(answer, request, response));
            return;
        }
        Caller caller = null;
        if (decision instanceof GateDecision.Admit admitted) {
            response.keep(admitted.cookies());
            caller = admitted.caller();
            RequestSpan.of(request).set("user.id", caller.id());
        }
        chain.doFilter(new ShieldedRequest(request, caller), response);
    }

    private static void refuse(GateDecision.Refuse refused, HttpServletRequest request, GuardedResponse response)
            throws IOException {
        response.keep(refused.cookies());
        if (refused.status() == 429 || refused.status() == 503) {
            response.setHeader("Retry-After", "1");
        }
        Answers.json(request, response, refused.status(), Map.of("error", refused.message(), "code", refused.code()));
    }

    private static void respond(GateDecision.Respond answer, HttpServletRequest request, GuardedResponse response)
            throws IOException {
        answer.headers().forEach(response::setHeader);
        response.setHeader("Cache-Control", "no-store");
        response.keep(answer.cookies());
        response.setStatus(answer.status());
        Answers.body(request, response, answer.body().getBytes(StandardCharsets.UTF_8));
    }
}
