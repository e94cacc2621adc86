package io.appkit.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.felix.framework.FrameworkFactory;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** The built bundle and fragment in a framework, with DuckDB and what Karaf supplies beside them. */
class BundleResolutionIT {

    @TempDir
    Path storage;

    private Framework framework;
    private Bundle arrow;
    private Bundle duckdb;

    @BeforeEach
    void startBundles() throws Exception {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        // Karaf's pax-logging exports it, and Karaf passes these on to every bundle.
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        "org.slf4j;version=\"2.0.6\"",
                        Constants.FRAMEWORK_BOOTDELEGATION,
                        "sun.*,com.sun.*"));
        framework.start();
        for (Class<?> type : List.of(JsonProperty.class, JsonFactory.class, ObjectMapper.class, JavaTimeModule.class)) {
            install(jarOf(type));
        }
        arrow = install(Path.of(System.getProperty("arrow.jar")));
        install(Path.of(System.getProperty("fragment.jar")));
        duckdb = install(jarOf(DuckDBDriver.class));
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            startUnlessFragment(bundle);
        }
    }

    private static Path jarOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private Bundle install(Path jar) throws BundleException {
        return framework.getBundleContext().installBundle(jar.toUri().toString());
    }

    private static void startUnlessFragment(Bundle bundle) throws BundleException {
        if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
            bundle.start();
        }
    }

    @AfterEach
    void stopFramework() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Test
    void duckdbHandsAResultToArrow() throws Exception {
        assertThat(arrow.getState()).isEqualTo(Bundle.ACTIVE);
        Driver driver = (Driver)
                duckdb.loadClass(DuckDBDriver.class.getName()).getConstructor().newInstance();
        Class<?> allocatorType = arrow.loadClass("org.apache.arrow.memory.BufferAllocator");
        try (AutoCloseable allocator = (AutoCloseable) arrow.loadClass("org.apache.arrow.memory.RootAllocator")
                        .getConstructor()
                        .newInstance();
                Connection connection = driver.connect("jdbc:duckdb:", new Properties());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT range AS id FROM range(3000)");
                AutoCloseable reader = (AutoCloseable) rows.getClass()
                        .getMethod("arrowExportStream", Object.class, long.class)
                        .invoke(rows, allocatorType.cast(allocator), 2048L)) {
            Class<?> readerType = arrow.loadClass("org.apache.arrow.vector.ipc.ArrowReader");
            Object root = readerType.getMethod("getVectorSchemaRoot").invoke(reader);
            int count = 0;
            while ((Boolean) readerType.getMethod("loadNextBatch").invoke(reader)) {
                count += (Integer) root.getClass().getMethod("getRowCount").invoke(root);
            }
            assertThat(count).isEqualTo(3000);
        }
    }

    @Test
    void itBringsTheLicencesOfItsParts() {
        assertThat(arrow.findEntries("META-INF/licenses", "LICENSE*", true).hasMoreElements())
                .isTrue();
    }

    @Test
    void noFileIsLargerThanAnAppMayBring() throws Exception {
        assertThat(Files.size(Path.of(System.getProperty("arrow.jar")))).isLessThan(9_000_000);
    }
}
