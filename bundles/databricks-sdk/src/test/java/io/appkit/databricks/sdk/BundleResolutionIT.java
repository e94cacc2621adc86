package io.appkit.databricks.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.IOUtils;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** The built bundles in a framework, with only what Karaf supplies beside them. */
class BundleResolutionIT {

    @TempDir
    Path storage;

    private Framework framework;
    private Bundle sdk;

    @BeforeEach
    void startBundles() throws Exception {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        Constants.FRAMEWORK_BOOTDELEGATION,
                        "com.sun.*",
                        // Karaf's pax-logging exports these.
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        "org.slf4j;version=\"2.0.6\",org.slf4j.spi;version=\"2.0.6\","
                                + "org.apache.commons.logging;version=\"1.3.5\""));
        framework.start();
        List<Bundle> bundles = new ArrayList<>();
        for (Class<?> type : List.of(
                JsonProperty.class,
                JsonFactory.class,
                ObjectMapper.class,
                Jdk8Module.class,
                JavaTimeModule.class,
                IOUtils.class)) {
            bundles.add(install(Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI())));
        }
        bundles.add(install(Path.of(System.getProperty("deps.jar"))));
        sdk = install(Path.of(System.getProperty("sdk.jar")));
        bundles.add(sdk);
        for (Bundle bundle : bundles) {
            bundle.start();
        }
    }

    private Bundle install(Path jar) throws Exception {
        return framework.getBundleContext().installBundle(jar.toUri().toString());
    }

    @AfterEach
    void stopFramework() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Test
    void startsAndBuildsAClient() throws Exception {
        assertThat(sdk.getState()).isEqualTo(Bundle.ACTIVE);
        Object config = sdk.loadClass("com.databricks.sdk.core.DatabricksConfig")
                .getConstructor()
                .newInstance();
        set(config, "setHost", "http://127.0.0.1:9");
        set(config, "setToken", "none");
        set(config, "setAuthType", "pat");
        Class<?> client = sdk.loadClass("com.databricks.sdk.WorkspaceClient");
        assertThat(client.getConstructor(config.getClass()).newInstance(config)).isNotNull();
    }

    @Test
    void loadsEverythingTheSignInAsAServicePrincipalNeeds() throws Exception {
        Object builder = sdk.loadClass("com.databricks.sdk.core.oauth.ClientCredentials$Builder")
                .getConstructor()
                .newInstance();
        set(builder, "withClientId", "id");
        set(builder, "withClientSecret", "secret");
        set(builder, "withTokenUrl", "http://127.0.0.1:9/token");
        assertThat(builder.getClass().getMethod("build").invoke(builder)).isNotNull();
        assertThat(sdk.loadClass("com.databricks.sdk.core.DefaultCredentialsProvider")
                        .getConstructor()
                        .newInstance())
                .isNotNull();
    }

    @Test
    void everyClassOfTheSdkLinks() throws Exception {
        List<String> broken = new ArrayList<>();
        int methods = 0;
        var classes = sdk.findEntries("com/databricks/sdk/core", "*.class", true);
        while (classes.hasMoreElements()) {
            String path = classes.nextElement().getPath();
            String name = path.substring(1, path.length() - ".class".length()).replace('/', '.');
            try {
                methods += sdk.loadClass(name).getDeclaredMethods().length;
            } catch (LinkageError | ClassNotFoundException e) {
                broken.add(name + ": " + e);
            }
        }
        assertThat(broken).isEmpty();
        assertThat(methods).isPositive();
    }

    @Test
    void noFileIsLargerThanAnAppMayBring() throws Exception {
        assertThat(Files.size(Path.of(System.getProperty("deps.jar")))).isLessThan(9_000_000);
        assertThat(Files.size(Path.of(System.getProperty("sdk.jar")))).isLessThan(9_000_000);
    }

    private static void set(Object target, String setter, String value) throws Exception {
        target.getClass().getMethod(setter, String.class).invoke(target, value);
    }
}
