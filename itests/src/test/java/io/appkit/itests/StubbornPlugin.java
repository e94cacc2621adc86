package io.appkit.itests;

import io.appkit.api.Exchange;
import io.appkit.api.Plugin;
import io.appkit.api.Routes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A plugin whose handler and whose stop never end, whatever they are told. */
public final class StubbornPlugin implements Plugin {

    private static final String MANIFEST = "OSGI-INF/appkit/manifest.json";

    @Override
    public void routes(Routes routes) {
        routes.get("stick", "/stick", StubbornPlugin::stick);
    }

    private static void stick(Exchange exchange) {
        System.out.println("stuck with a " + exchange.method());
        forever();
    }

    @Override
    public void stop() {
        forever();
    }

    private static void forever() {
        while (true) {
            LockSupport.parkNanos(1_000_000);
            Thread.interrupted();
        }
    }

    /** Writes the bundle of this plugin. */
    static void bundle(Path jar) throws IOException {
        ComponentBundle.write(
                jar,
                StubbornPlugin.class,
                Plugin.class,
                Map.of(),
                Map.of("AppKit-Plugin", MANIFEST),
                Map.of(
                        MANIFEST,
                        "{\"name\":\"stubborn\",\"displayName\":\"Stubborn\",\"description\":\"Never ends\","
                                + "\"resources\":{\"required\":[],\"optional\":[]}}"));
    }
}
