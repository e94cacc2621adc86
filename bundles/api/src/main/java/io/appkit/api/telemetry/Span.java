package io.appkit.api.telemetry;

/** A piece of work, as traces show it. May be used by any thread; what is said after its end is not heard. */
public interface Span {

    /** No span: nothing is recorded. As a parent it begins a new trace. */
    Span NONE = new Span() {
        @Override
        public boolean recording() {
            return false;
        }

        @Override
        public Span set(String attribute, String value) {
            return this;
        }

        @Override
        public Span set(String attribute, long value) {
            return this;
        }

        @Override
        public Span set(String attribute, boolean value) {
            return this;
        }

        @Override
        public Span event(String name) {
            return this;
        }

        @Override
        public void fail(Throwable error) {}

        @Override
        public void end() {}
    };

    /** Who the work is for. */
    enum Kind {
        /** For this process. */
        INTERNAL,
        /** It asks another one. */
        CLIENT
    }

    /** Whether anything is recorded: what is costly to find out need not be found out otherwise. */
    boolean recording();

    /** Describes the work. */
    Span set(String attribute, String value);

    /** Describes the work. */
    Span set(String attribute, long value);

    /** Describes the work. */
    Span set(String attribute, boolean value);

    /** Says what happens at this moment. */
    Span event(String name);

    /** Ends it as failed; an error of kind {@code ABORTED} also marks it as {@code cancelled}. */
    void fail(Throwable error);

    /** Ends it. */
    void end();
}
