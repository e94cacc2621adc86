package io.appkit.core.execution;

import io.appkit.api.config.Setting;
import java.util.function.Consumer;

/** Settings of the cache that nobody changes. */
record FixedSetting(CacheSettings get) implements Setting<CacheSettings> {

    @Override
    public void onChange(Consumer<CacheSettings> listener) {}

    @Override
    public void close() {}
}
