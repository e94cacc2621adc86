package io.appkit.auth;

import io.appkit.api.config.ByteSize;
import io.appkit.api.config.ConfigurationException;
import io.appkit.api.config.FactorySetting;
import io.appkit.api.config.Setting;
import io.appkit.api.config.Settings;
import io.appkit.api.platform.ServerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Settings whose values a test changes. */
final class TestSettings implements Settings {

    private final List<Consumer<AuthSettings>> authListeners = new ArrayList<>();
    private final List<Consumer<ServerSettings>> serverListeners = new ArrayList<>();
    private AuthSettings auth;
    private ServerSettings server;

    /** What is wrong when values are bound; null for nothing. */
    @Nullable
    String wrong;

    TestSettings(AuthSettings auth, ServerSettings server) {
        this.auth = auth;
        this.server = server;
    }

    static AuthSettings auth(AuthSettings.Mode mode, String... trustedProxies) {
        return auth(mode, List.of(trustedProxies), List.of(), false);
    }

    static AuthSettings auth(
            AuthSettings.Mode mode, List<String> trustedProxies, List<String> publicPaths, boolean privateAssets) {
        return new AuthSettings(
                mode,
                trustedProxies,
                publicPaths,
                privateAssets,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "openid email",
                Duration.ofHours(24),
                List.of());
    }

    static ServerSettings server(String host, String publicUrl) {
        return new ServerSettings(
                Optional.of(host),
                8000,
                Optional.empty(),
                Optional.empty(),
                ByteSize.parse("1mb"),
                Optional.of(publicUrl).filter(url -> !url.isEmpty()));
    }

    void change(AuthSettings values) {
        auth = values;
        authListeners.forEach(listener -> listener.accept(values));
    }

    void change(ServerSettings values) {
        server = values;
        serverListeners.forEach(listener -> listener.accept(values));
    }

    @Override
    public <R extends Record> FactorySetting<R> bindFactory(Class<R> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <R extends Record> Setting<R> bind(Class<R> type) throws ConfigurationException {
        if (wrong != null) {
            throw new ConfigurationException("appkit.auth", wrong);
        }
        return new Setting<>() {
            @Override
            public R get() {
                return type.cast(type == AuthSettings.class ? auth : server);
            }

            @Override
            public void onChange(Consumer<R> listener) {
                if (type == AuthSettings.class) {
                    authListeners.add(values -> listener.accept(type.cast(values)));
                } else {
                    serverListeners.add(values -> listener.accept(type.cast(values)));
                }
            }

            @Override
            public void close() {}
        };
    }
}
