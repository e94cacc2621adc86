package io.appkit.server;

import io.appkit.api.config.Environment;
import io.appkit.api.config.Setting;
import io.appkit.api.config.Settings;
import io.appkit.api.platform.AppFolder;
import io.appkit.api.platform.EventStreams;
import io.appkit.api.platform.PluginRegistry;
import io.appkit.api.platform.ServerSettings;
import io.appkit.api.platform.WorkspaceInfo;
import io.appkit.server.dispatch.Dispatcher;
import io.appkit.server.dispatch.RequestPath;
import io.appkit.server.gate.AdmittedCaller;
import io.appkit.server.gate.GateFilter;
import io.appkit.server.gate.SiteFacts;
import io.appkit.server.http.ReadyAnnouncement;
import io.appkit.server.site.BootPayload;
import io.appkit.server.site.ConfiguredSecrets;
import io.appkit.server.site.Site;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The URL space of the app: health, API, page. It stays as it is while plugins come and go. */
@Component(service = {Servlet.class, SiteFacts.class})
@HttpWhiteboardServletPattern("/*")
@HttpWhiteboardServletAsyncSupported
public final class FrontServlet extends HttpServlet implements SiteFacts {

    private static final long serialVersionUID = 1L;
    private static final Set<String> READING = Set.of("GET", "HEAD");

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile @Nullable WorkspaceInfo workspace;

    private transient @Nullable ReadyAnnouncement announcement;
    private transient volatile boolean serves;
    private final transient Environment environment;
    private final transient Setting<ServerSettings> settings;
    private final transient Health health;
    private final transient BootPayload payload;
    private final transient Dispatcher dispatcher;
    private final transient Site site;

    @Activate
    public FrontServlet(
            @Reference PluginRegistry registry,
            @Reference EventStreams streams,
            @Reference Environment environment,
            @Reference AppFolder appFolder,
            @Reference Settings allSettings,
            @Reference ConfigurationAdmin admin,
            @Reference ReadyAnnouncement announcement) {
        this(registry, streams, environment, appFolder, allSettings, new ConfiguredSecrets(admin));
        this.announcement = announcement;
    }

    FrontServlet(
            PluginRegistry registry,
            EventStreams streams,
            Environment environment,
            AppFolder appFolder,
            Settings allSettings,
            Supplier<Map<String, String>> moreSecrets) {
        this.environment = environment;
        this.settings = allSettings.bind(ServerSettings.class);
        this.health = new Health(registry);
        this.payload = new BootPayload(registry, environment, appFolder, moreSecrets);
        this.dispatcher = new Dispatcher(
                registry, streams, environment, () -> settings.get().bodyLimit().bytes());
        this.site = new Site(appFolder, () -> settings.get().staticPath(), payload);
    }

    @Deactivate
    void stop() {
        dispatcher.close();
        payload.close();
        settings.close();
    }

    @Override
    public void init() {
        if (announcement != null) {
            announcement.serves();
        }
    }

    @Override
    public void destroy() {
        serves = false;
        if (announcement != null) {
            announcement.endsToServe();
        }
    }

    @Override
    public boolean hashedAsset(String rawPath) {
        return site.hashedAsset(rawPath);
    }

    @Override
    public boolean serves() {
        return serves;
    }

    @Override
    public boolean overTls() {
        String url = settings.get().publicUrl().orElse("");
        return url.regionMatches(true, 0, "https://", 0, "https://".length());
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        serves = true;
        if (!AdmittedCaller.hasPassedGate(request)) {
            // The HTTP service may know this servlet before it knows the gate.
            GateFilter.refuseForNow(request, response);
            return;
        }
        RequestPath path = RequestPath.of(request);
        String first = path.first().toLowerCase(Locale.ROOT);
        if (first.equals("api") || first.equals("query")) {
            api(path, first, request, response);
        } else if (READING.contains(request.getMethod())) {
            page(path, first, request, response);
        } else {
            UnreadBody.answer(request, response, () -> page(path, first, request, response));
        }
    }

    private void page(RequestPath path, String first, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (first.equals("health")) {
            health.answer(path, request, response);
        } else {
            site.answer(path, request, response);
        }
    }

    private void api(RequestPath path, String first, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (path.isExactly("api", "appkit", "config") && READING.contains(request.getMethod()) && showsPayload()) {
            Answers.json(request, response, 200, payload.json());
        } else if (first.equals("query")) {
            UnreadBody.answer(request, response, () -> Answers.notFound(request, response));
        } else {
            dispatcher.dispatch(path, request, response);
        }
    }

    /** The payload is in the page anyway; apart from it, it is for developers whose page comes from Vite. */
    private boolean showsPayload() {
        WorkspaceInfo info = workspace;
        return environment.development() || (info != null && info.local());
    }
}
