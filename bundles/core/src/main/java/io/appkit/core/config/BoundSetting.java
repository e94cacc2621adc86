package io.appkit.core.config;

import io.appkit.api.config.Setting;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One bound record. */
final class BoundSetting<R extends Record> extends Bound<R> implements Setting<R> {

    BoundSetting(String pid, Supplier<R> source, Consumer<Bound<?>> onClose) {
        super(pid, before -> source.get(), onClose);
    }
}
