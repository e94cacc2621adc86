package io.appkit.server.gate;

import io.appkit.api.platform.Gate;
import io.appkit.api.platform.GateDecision;
import io.appkit.server.Answers;
import io.appkit.server.UnreadBody;
import io.appkit.server.http.Traffic;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    private final Runnable close;

    @Activate
    public GateFilter(BundleContext context) {
        ServiceTracker<Gate, Gate> tracker = new ServiceTracker<>(context, Gate.class, null);
        tracker.open();
        gates = tracker::getService;
        close = tracker::close;
    }

    private GateFilter(Supplier<@Nullable Gate> gates, Runnable close) {
        this.gates = gates;
        this.close = close;
    }

    /** For a gate that is found in another way. */
    public static GateFilter behind(Supplier<@Nullable Gate> gates) {
        return new GateFilter(gates, () -> {});
    }

    @Deactivate
    void stop() {
        close.run();
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        SecurityHeaders.add(response);
        Gate gate = gates.get();
        if (gate == null || !Traffic.hasPassed(request)) {
            refuseForNow(request, response);
        } else if (request.getMethod().equals("TRACE") || request.getMethod().equals("CONNECT")) {
            Answers.json(request, response, 405, Map.of("error", "Method not allowed"));
        } else {
            enterSafely(gate, request, response, chain);
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
    private static void enterSafely(
            Gate gate, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            enter(gate, request, response, chain);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
            if (response.isCommitted() || request.isAsyncStarted()) {
                throw e;
            }
            response.resetBuffer();
            Answers.json(request, response, 500, Map.of("error", "Server error"));
        }
    }

    private static void enter(Gate gate, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        GateDecision decision = gate.decide(new ServletGateRequest(request));
        if (decision instanceof GateDecision.Refuse refused) {
            UnreadBody.answer(request, response, () -> refuse(refused, request, response));
            return;
        } else if (decision instanceof GateDecision.Respond answer) {
            UnreadBody.answer(request, response, () -> respond(answer, response));
            return;
        }
        ShieldedRequest shielded = new ShieldedRequest(request);
        if (decision instanceof GateDecision.Admit admitted) {
            addCookies(response, admitted.cookies());
            AdmittedCaller.attach(shielded, admitted.caller());
        } else {
            AdmittedCaller.attachNobody(shielded);
        }
        chain.doFilter(shielded, response);
    }

    private static void refuse(GateDecision.Refuse refused, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        addCookies(response, refused.cookies());
        if (refused.status() == 429 || refused.status() == 503) {
            response.setHeader("Retry-After", "1");
        }
        Answers.json(request, response, refused.status(), Map.of("error", refused.message(), "code", refused.code()));
    }

    private static void respond(GateDecision.Respond answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        response.setHeader("Cache-Control", "no-store");
        answer.headers().forEach(response::setHeader);
        addCookies(response, answer.cookies());
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static void addCookies(HttpServletResponse response, List<String> cookies) {
        for (String cookie : cookies) {
            response.addHeader("Set-Cookie", cookie);
        }
    }
}
