package io.appkit.itests.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.PluginUnavailableException;
import io.appkit.api.analytics.Analytics;
import io.appkit.api.platform.Gate;
import io.appkit.api.platform.WorkspaceInfo;
import io.appkit.itests.Visitor;
import java.io.InputStream;
import java.net.URL;
import java.time.LocalDate;
import javax.inject.Inject;
import org.apache.karaf.features.FeaturesService;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** What comes and goes in a running framework leaves everything else in peace. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class FeaturesInsideIT {

    private static final String ANALYTICS = "appkit-analytics";
    private static final String LOCAL_WORKSPACE = "appkit-local-workspace";

    @Inject
    private BundleContext context;

    @Inject
    private FeaturesService features;

    private Platform platform;
    private Visitor visitor;
    private BundleEvents events;

    @Configuration
    public Option[] framework() {
        return Framework.distribution();
    }

    @Before
    public void waitUntilEverythingRuns() throws Exception {
        platform = new Platform(context);
        platform.awaitActive("starter", version());
        platform.awaitActive("analytics", version());
        Patience.await("health", platform::healthy);
        visitor = Visitor.signIn(platform.address(), Visitor.INES);
        events = BundleEvents.record(context);
    }

    @After
    public void stopRecording() {
        events.close();
    }

    @Test
    public void aPluginsServiceOutlivesItsFeature() throws Exception {
        ServiceReference<Analytics> reference = context.getServiceReference(Analytics.class);
        Analytics analytics = context.getService(reference);
        assertThat(analytics.queries()).contains(KpiQuery.KEY);

        features.uninstallFeature(ANALYTICS);
        assertThatThrownBy(analytics::queries).isInstanceOf(PluginUnavailableException.class);

        features.installFeature(ANALYTICS);
        platform.awaitActive("analytics", version());
        assertThat(rows(analytics)).isEqualTo(2);
        assertThat(context.getServiceReference(Analytics.class)).isEqualTo(reference);
        assertThat(context.getService(reference)).isSameAs(analytics);
        assertThat(events.bundles()).containsExactly("io.appkit.analytics");
    }

    @Test
    public void theServerServesWithoutAWorkspaceAndFindsItAgain() throws Exception {
        Analytics analytics = platform.present(Analytics.class);

        features.uninstallFeature(LOCAL_WORKSPACE);
        Patience.await(
                "no workspace", () -> platform.service(WorkspaceInfo.class).isEmpty());
        assertThat(platform.status("/health")).isEqualTo(200);
        assertThat(pageStatus()).isEqualTo(200);

        features.installFeature(LOCAL_WORKSPACE);
        assertThat(platform.present(WorkspaceInfo.class).local()).isTrue();
        platform.awaitActive("analytics", version());
        assertThat(rows(analytics)).isEqualTo(2);
        assertThat(events.bundles())
                .containsExactlyInAnyOrder(
                        "io.appkit.localworkspace",
                        "org.duckdb.duckdb_jdbc",
                        "io.appkit.arrow.duckdb",
                        "com.nimbusds.nimbus-jose-jwt");
    }

    @Test
    public void anUpdateOfTheGateTouchesNothingElse() throws Exception {
        Bundle auth = platform.bundle("io.appkit.auth");
        long before = auth.getLastModified();

        try (InputStream jar = new URL(auth.getLocation()).openStream()) {
            auth.update(jar);
        }

        assertThat(auth.getLastModified()).isGreaterThan(before);
        assertThat(platform.service(Gate.class)).isPresent();
        assertThat(pageStatus()).isEqualTo(200);
        assertThat(events.bundles()).containsExactly("io.appkit.auth");
    }

    private int pageStatus() throws Exception {
        return visitor.follow(platform.address().resolve("/")).statusCode();
    }

    private String version() {
        return platform.bundle("io.appkit.core").getVersion().toString();
    }

    private static int rows(Analytics analytics) {
        KpiQuery query = new KpiQuery(LocalDate.of(1996, 1, 1));
        return analytics.query(KpiQuery.KEY, query.parameters()).toList().size();
    }
}
