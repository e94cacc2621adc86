package io.appkit.core.config;

import io.appkit.api.config.FactorySetting;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The bound records of one kind, by alias. */
final class BoundFactory<R extends Record> extends Bound<Map<String, R>> implements FactorySetting<R> {

    BoundFactory(String pid, Function<@Nullable Map<String, R>, Map<String, R>> source, Consumer<Bound<?>> onClose) {
        super(pid, source, onClose);
    }
}
