package io.appkit.api.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record as configuration. Its components are the keys: their names are the ConfigAdmin keys, each described
 * by {@link Key}. Allowed types: {@code String}, {@code int}, {@code long}, {@code boolean}, {@link java.time.Duration}
 * (given in milliseconds), {@link ByteSize}, {@link java.nio.file.Path}, enums (lower case, hyphens), {@code List<String>} (comma
 * separated), and {@link java.util.Optional} of these.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Configuration {

    /** ConfigAdmin PID, which is also the file name: {@code etc/<pid>.cfg}. */
    String pid();

    /** Title for people. */
    String title();
}
