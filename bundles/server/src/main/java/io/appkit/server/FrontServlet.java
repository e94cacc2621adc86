package io.appkit.server;

import io.appkit.api.config.Environment;
import io.appkit.api.config.Setting;
import io.appkit.api.config.Settings;
import io.appkit.api.platform.AppFolder;
import io.appkit.api.platform.EventStreams;
import io.appkit.api.platform.PluginRegistry;
import io.appkit.api.platform.ServerSettings;
import io.appkit.api.platform.Startup;
import io.appkit.api.platform.WorkspaceInfo;
import io.appkit.server.dispatch.Dispatcher;
import io.appkit.server.dispatch.MalformedPathException;
import io.appkit.server.dispatch.RequestPath;
import io.appkit.server.exchange.BodyLimit;
import io.appkit.server.site.BootPayload;
import io.appkit.server.site.SecretValues;
import io.appkit.server.site.Site;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
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

/**
 * The URL space of the app: health, API, page. It stays as it is while plugins come and go. One servlet for all of it, so
 * that a path is read once, as it was sent, and by nobody else's rules.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/*")
@HttpWhiteboardServletAsyncSupported
public final class FrontServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** Optional, since the page must be there before the workspace is known. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile @Nullable WorkspaceInfo workspace;

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
            @Reference Startup startup,
            @Reference ConfigurationAdmin admin) {
        this.environment = environment;
        this.settings = allSettings.bind(ServerSettings.class);
        this.health = new Health(registry);
        this.payload = new BootPayload(registry, environment, appFolder, new SecretValues(environment, admin));
        this.dispatcher = new Dispatcher(registry, streams, environment, BodyLimit.following(settings, startup));
        this.site = new Site(appFolder, () -> settings.get().staticPath(), payload);
    }

    @Deactivate
    void stop() throws Exception {
        dispatcher.close();
        payload.close();
        settings.close();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        RequestPath path;
        try {
            path = RequestPath.of(request.getRequestURI());
        } catch (MalformedPathException e) {
            Answer.error(400, "Malformed path").write(request, response);
            return;
        }
        Optional<Answer> answer = health.answer(path, request.getMethod());
        if (answer.isPresent()) {
            answer.get().write(request, response);
            return;
        }
        switch (path.first().toLowerCase(Locale.ROOT)) {
            case "api" -> api(path, request, response);
            case "query" -> Answer.notFound().write(request, response);
            default -> site.answer(path, request, response);
        }
    }

    private void api(RequestPath path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (path.segments().size() > 1 && path.segments().get(1).equalsIgnoreCase("appkit")) {
            own(path, request.getMethod()).write(request, response);
        } else {
            dispatcher.dispatch(path, request, response);
        }
    }

    /** The product's own part of the API; no plugin reaches it. */
    private Answer own(RequestPath path, String method) {
        if (!path.isExactly("api", "appkit", "config") || !showsPayload()) {
            return Answer.notFound();
        }
        return switch (method) {
            case "GET", "HEAD" -> Answer.json(200, payload.json().getBytes(StandardCharsets.UTF_8));
            case "OPTIONS" -> Answer.allow("GET, HEAD");
            default -> Answer.notFound();
        };
    }

    /** The payload is in the page anyway; apart from it, it is for developers whose page comes from Vite. */
    private boolean showsPayload() {
        WorkspaceInfo info = workspace;
        return environment.development() || (info != null && info.local());
    }
}
