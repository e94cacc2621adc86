package io.appkit.api.platform;

/**
 * Answers "who is calling?" for every request, before anything else sees it. An OSGi service of the bundle {@code auth};
 * without it nothing is served.
 */
public interface Gate {

    /**
     * Decides about one request. May block for as long as a sign-in provider takes to answer, bounded by a deadline, and for
     * few requests at a time: those beyond are refused with 503.
     *
     * @param request what is known of it
     * @return the caller, or why it goes no further
     */
    GateDecision decide(GateRequest request);
}
