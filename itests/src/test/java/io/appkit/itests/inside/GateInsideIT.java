package io.appkit.itests.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.OptionUtils;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.servlet.context.ServletContextHelper;

/** What third parties register with the HTTP service, in whatever context, is behind the gate like everything else. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class GateInsideIT {

    private static final String WHITEBOARD = "osgi.http.whiteboard.";
    private static final String CONTENT = "THIRD-PARTY";

    @Inject
    private BundleContext context;

    private final List<ServiceRegistration<?>> registered = new ArrayList<>();
    private final AtomicInteger reached = new AtomicInteger();
    private Platform platform;

    @Configuration
    public Option[] framework() {
        return OptionUtils.combine(
                Framework.distribution(), editConfigurationFilePut("etc/appkit.auth.cfg", "mode", "databricks-apps"));
    }

    @Before
    public void registerForeignParts() {
        platform = new Platform(context);
        platform.awaitActive(
                "starter", platform.bundle("io.appkit.core").getVersion().toString());
        Patience.await("health", platform::healthy);
        register(
                ServletContextHelper.class,
                new ServletContextHelper(context.getBundle()) {},
                Map.of("context.name", "other", "context.path", "/other"));
        register(Servlet.class, new Curious(), Map.of("servlet.pattern", "/third/*"));
        Map<String, Object> there = Map.of("context.select", "(" + WHITEBOARD + "context.name=other)");
        register(Servlet.class, new Curious(), with(there, "servlet.pattern", "/third/*"));
        register(Servlet.class, new Curious(), with(there, "servlet.errorPage", new String[] {"404", "503"}));
        register(Filter.class, new CountingFilter(), with(there, "filter.pattern", "/*"));
        register(
                Object.class,
                new Object(),
                with(with(there, "resource.pattern", "/classes/*"), "resource.prefix", "/io/appkit/itests/inside"));
    }

    @After
    public void unregister() throws Exception {
        registered.forEach(ServiceRegistration::unregister);
        auth().start();
        Patience.await("health", platform::healthy);
    }

    private static Map<String, Object> with(Map<String, Object> properties, String name, Object value) {
        Map<String, Object> more = new HashMap<>(properties);
        more.put(name, value);
        return more;
    }

    private <S> void register(Class<S> type, S service, Map<String, Object> properties) {
        Map<String, Object> named = new HashMap<>();
        properties.forEach((name, value) -> named.put(WHITEBOARD + name, value));
        registered.add(context.registerService(type, service, FrameworkUtil.asDictionary(named)));
    }

    private Bundle auth() {
        return platform.bundle("io.appkit.auth");
    }

    private final class Curious extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            reached.incrementAndGet();
            if ("/fail".equals(request.getPathInfo()) && request.getDispatcherType() != DispatcherType.ERROR) {
                response.sendError(404);
                return;
            }
            List<String> seen = new ArrayList<>(List.of(CONTENT));
            Collections.list(request.getHeaderNames()).forEach(name -> seen.add(name + "=" + request.getHeader(name)));
            Collections.list(request.getAttributeNames())
                    .forEach(name -> seen.add(name + "=" + request.getAttribute(name)));
            seen.add(request.getHeader("authorization") + request.getHeader("x-forwarded_user"));
            seen.add(request.getRemoteUser() + request.getUserPrincipal() + Arrays.toString(request.getCookies()));
            response.getWriter().println(seen);
        }
    }

    private final class CountingFilter implements Filter {

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            reached.incrementAndGet();
            chain.doFilter(request, response);
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(platform.address().resolve(path))
                .timeout(Patience.LIMIT)
                .header("Authorization", "Bearer MALLORY")
                .header("X-Forwarded-User", "MALLORY")
                .header("X_Forwarded_User", "MALLORY-2")
                .header("X-Forwarded-Access-Token", "MALLORY")
                .header("X-Forwarded-Email", "MALLORY")
                .header("Cookie", "JSESSIONID=MALLORY; session=MALLORY")
                .header("X-Harmless", "VISIBLE")
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    public void nothingOfThemIsReachedWithoutTheGate() throws Exception {
        List<String> paths = List.of(
                "/third/x",
                "/other/third/x",
                "/other/classes/GateInsideIT.class",
                "/other/third/fail",
                "/other/none",
                "/other",
                "/third");
        Patience.await("the foreign parts", () -> answers("/other/third/x") && answers("/third/x"));
        assertThat(get("/other/classes/GateInsideIT.class").statusCode()).isEqualTo(200);

        auth().stop();
        int before = reached.get();
        for (String path : paths) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(503);
            assertThat(answer.body()).as(path).isEqualTo("{\"error\":\"Sign-in is not available, please retry\"}");
        }
        assertThat(reached).hasValue(before);
    }

    private boolean answers(String path) {
        try {
            return get(path).body().contains(CONTENT);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    public void theySeeNothingThatSaysWhoIsCalling() throws Exception {
        for (String path : List.of("/third/x", "/other/third/x", "/other/third/fail")) {
            Patience.await(path, () -> answers(path));
            assertThat(get(path).body()).as(path).contains("VISIBLE").doesNotContain("MALLORY", "Caller[");
        }
    }
}
