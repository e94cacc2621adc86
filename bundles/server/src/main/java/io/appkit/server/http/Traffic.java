package io.appkit.server.http;

import io.appkit.api.telemetry.TelemetrySource;
import jakarta.servlet.ServletRequest;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Every request passes here before anything else sees it: counted, marked, and told when the server is leaving. */
public final class Traffic implements HttpConfiguration.Customizer {

    private static final String PASSED = Traffic.class.getName();
    private static final HttpField CLOSE = new HttpField(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());

    private final Supplier<@Nullable TelemetrySource> telemetry;
    private final AtomicInteger running = new AtomicInteger();
    private volatile boolean open;
    private volatile boolean leaving;

    /** Without telemetry. */
    public Traffic() {
        this(() -> null);
    }

    /** With the telemetry there is at the moment. */
    Traffic(Supplier<@Nullable TelemetrySource> telemetry) {
        this.telemetry = telemetry;
    }

    /**
     * Whether a request has come this way. One that has not is not served: whatever stood here in its place may have believed
     * what the request says of its own address.
     */
    public static boolean hasPassed(ServletRequest request) {
        return request.getAttribute(PASSED) != null;
    }

    /** From now on requests go on. */
    public void open() {
        leaving = false;
        open = true;
    }

    /** From now on every answer is the last of its connection. */
    public void leave() {
        leaving = true;
    }

    /**
     * Waits until no request is running.
     *
     * @return false if some still are when the time is over
     */
    public boolean awaitIdle(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        synchronized (running) {
            while (running.get() > 0) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                running.wait(left);
            }
        }
        return true;
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        if (!open) {
            // Whoever opens the door has not come yet, nor has what it does first.
            JsonErrors.of(request.getConnectionMetaData().getConnector().getServer());
            throw new HttpException.RuntimeException(HttpStatus.SERVICE_UNAVAILABLE_503);
        }
        request.setAttribute(PASSED, true);
        running.incrementAndGet();
        Request.addCompletionListener(request, failure -> ended());
        TelemetrySource source = telemetry.get();
        if (source != null) {
            RequestSpan.begin(source, request);
        }
        if (leaving) {
            responseHeaders.put(CLOSE);
        }
        return request;
    }

    private void ended() {
        if (running.decrementAndGet() == 0 && leaving) {
            synchronized (running) {
                running.notifyAll();
            }
        }
    }
}
