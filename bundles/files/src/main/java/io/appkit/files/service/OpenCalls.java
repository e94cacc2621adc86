package io.appkit.files.service;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The calls of Java code that have not ended. */
public final class OpenCalls implements AutoCloseable {

    private final Set<OpenCall> open = ConcurrentHashMap.newKeySet();

    /**
     * Makes a call whose result is all there when it returns.
     *
     * @param what names it in errors
     */
    <T> T run(CallTerms terms, String what, Function<OpenCall, T> work) {
        try (OpenCall call = begin(terms, what)) {
            return work.apply(call);
        }
    }

    /** Makes a call that goes on until its result is closed; if it fails, it ends. */
    <T> T open(CallTerms terms, String what, Function<OpenCall, T> work) {
        OpenCall call = begin(terms, what);
        try {
            return work.apply(call);
        } catch (RuntimeException | Error e) {
            call.close();
            throw e;
        }
    }

    private OpenCall begin(CallTerms terms, String what) {
        OpenCall call = new OpenCall(open::remove);
        open.add(call);
        terms.limit().ifPresent(limit -> call.within(limit, what));
        call.until(terms.wanted());
        return call;
    }

    /** Ends them. */
    @Override
    public void close() {
        open.forEach(OpenCall::close);
    }
}
