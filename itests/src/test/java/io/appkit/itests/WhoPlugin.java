package io.appkit.itests;

import io.appkit.api.Caller;
import io.appkit.api.Exchange;
import io.appkit.api.Plugin;
import io.appkit.api.Routes;
import io.appkit.api.analytics.Analytics;
import io.appkit.api.analytics.Rows;
import io.appkit.api.analytics.SqlParameter;
import io.appkit.api.stream.EventStream;
import io.appkit.api.stream.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Tells everyone who they are, in every way in which a plugin can answer. */
public final class WhoPlugin implements Plugin {

    private static final String MANIFEST = "OSGI-INF/appkit/manifest.json";

    private final Map<String, EventStream> open = new ConcurrentHashMap<>();

    @Override
    public void routes(Routes routes) {
        routes.get("me", "/me", WhoPlugin::me);
        routes.get("rows", "/rows/:n", WhoPlugin::rows);
        routes.get("watch", "/watch/:id", this::watch);
        routes.post("end", "/end/:id", this::end);
    }

    private static void me(Exchange exchange) {
        Caller caller = exchange.caller();
        exchange.json(Map.of(
                "id", caller.id(),
                "email", caller.email().orElse(""),
                "name", caller.name().orElse("")));
    }

    /** What the warehouse says, through the Java API. */
    private static void rows(Exchange exchange) {
        BundleContext context = FrameworkUtil.getBundle(WhoPlugin.class).getBundleContext();
        Analytics analytics = context.getService(context.getServiceReference(Analytics.class));
        List<Map<String, String>> all = new ArrayList<>();
        try (Rows<Map<String, String>> rows =
                analytics.asUser(exchange.caller()).query("pages", Map.of("n", SqlParameter.of(exchange.path("n"))))) {
            rows.forEach(all::add);
        }
        exchange.json(all);
    }

    /** A stream that is left open if its id begins with {@code open}. */
    private void watch(Exchange exchange) {
        String id = exchange.path("id");
        String caller = exchange.caller().id();
        exchange.events(id).ifPresent(stream -> {
            for (int n = 1; n <= 3; n++) {
                stream.send(message("step", caller, n));
            }
            if (id.startsWith("open")) {
                open.put(caller + " " + id, stream);
            } else {
                stream.finish(message("result", caller, 4));
            }
        });
    }

    private void end(Exchange exchange) {
        String caller = exchange.caller().id();
        EventStream stream = open.remove(caller + " " + exchange.path("id"));
        if (stream != null) {
            stream.finish(message("result", caller, 4));
        }
        exchange.json(Map.of("ended", stream != null));
    }

    private static Message message(String type, String caller, int n) {
        String json = "{\"type\":\"" + type + "\",\"caller\":\"" + caller + "\",\"n\":" + n + "}";
        return new Message(type, json.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes the bundle of this plugin. */
    static void bundle(Path jar) throws IOException {
        ComponentBundle.write(
                jar,
                WhoPlugin.class,
                Plugin.class,
                Map.of(),
                Map.of(
                        "AppKit-Plugin",
                        MANIFEST,
                        "Import-Package",
                        "io.appkit.api,io.appkit.api.stream,io.appkit.api.analytics,org.osgi.framework"),
                Map.of(
                        MANIFEST,
                        "{\"name\":\"who\",\"displayName\":\"Who\",\"description\":\"Tells who is calling\","
                                + "\"resources\":{\"required\":[],\"optional\":[]}}"));
    }
}
