package io.appkit.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an interface whose objects are a way into a plugin, such as a handle for one of its things, rather than a result. When
 * a method of an exported service returns one, its consumer gets a lasting view: each call on it repeats the way it was got
 * from the implementation that is current at that moment, so it may be kept while plugins come and go, and keeps none from
 * leaving.
 *
 * @see Exports#export
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface LastingView {}
