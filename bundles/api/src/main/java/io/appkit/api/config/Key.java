package io.appkit.api.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes one component of a {@link Configuration} record. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {

    /** What it is for, in a sentence; with its unit. */
    String description();

    /** The value when nothing is configured, in the form of the file; empty only for optional components. */
    String defaultValue() default "";

    /** Environment name that supplies the value when the file does not; empty for none. */
    String env() default "";

    /** Smallest allowed number (milliseconds for durations). */
    long min() default Long.MIN_VALUE;

    /** Largest allowed number (milliseconds for durations). */
    long max() default Long.MAX_VALUE;
}
