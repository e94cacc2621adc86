package io.appkit.analytics.service;

import io.appkit.analytics.AnalyticsSettings;
import io.appkit.analytics.async.Timer;
import io.appkit.analytics.execution.QueryRunner;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The calls of Java code whose results are not closed yet. */
public final class OpenCalls implements AutoCloseable {

    private final Timer timer;
    private final Supplier<AnalyticsSettings> settings;
    private final Set<OpenCall> open = ConcurrentHashMap.newKeySet();

    public OpenCalls(Timer timer, Supplier<AnalyticsSettings> settings) {
        this.timer = timer;
        this.settings = settings;
    }

    /**
     * Opens a result.
     *
     * @param what names it in errors
     * @param work waits for its beginning; if that fails, the call ends
     */
    public <T> T open(CallTerms terms, String what, Function<OpenCall, T> work) {
        OpenCall call = new OpenCall(open::remove);
        open.add(call);
        boolean limited = !terms.limit().isZero();
        call.within(limited ? terms.limit() : patience(), what, timer);
        call.until(terms.wanted());
        try {
            T opened = work.apply(call);
            if (!limited) {
                call.withoutDeadline();
            }
            return opened;
        } catch (RuntimeException | Error e) {
            call.close();
            throw e;
        }
    }

    /** The start of the warehouse, every try, and the waits between them. */
    private Duration patience() {
        AnalyticsSettings now = settings.get();
        return now.warehouseStartupTimeoutMs()
                .plus(now.timeout().multipliedBy(QueryRunner.ATTEMPTS))
                .plus(QueryRunner.MAX_DELAY.multipliedBy(QueryRunner.ATTEMPTS - 1));
    }

    /** Ends them, so that nobody reads any further. */
    @Override
    public void close() {
        open.forEach(OpenCall::close);
    }
}
