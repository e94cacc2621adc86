package io.appkit.analytics.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.config.Environment;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** Contract: analytics, section 1: bundles may contribute query folders. */
class ContributedQueriesTest {

    @TempDir
    Path folder;

    private ContributedQueries contributed;
    private QueryFiles files;

    /** Each look comes so late that it is one at the disk. */
    private final AtomicLong clock = new AtomicLong();

    @BeforeEach
    void anApp() throws IOException {
        Files.createDirectories(folder.resolve("app/config/queries"));
        contributed = new ContributedQueries(folder.resolve("data"));
        files = new QueryFiles(
                () -> Optional.of(folder.resolve("app")),
                contributed::folders,
                Environment.of(Map.of()),
                () -> clock.addAndGet(QueryFiles.FRESH_MILLIS));
    }

    private void ownQuery(String file, String sql) throws IOException {
        Files.writeString(folder.resolve("app/config/queries").resolve(file), sql);
    }

    /** A bundle whose queries are the given files. */
    @SuppressWarnings("JdkObsolete") // the OSGi API is that old
    private Bundle bundle(long id, String... files) throws IOException {
        Path content = Files.createDirectories(folder.resolve("bundle-" + id + "/queries"));
        for (String file : files) {
            Files.writeString(content.resolve(file), "SELECT " + id);
        }
        return (Bundle) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getBundleId" -> id;
                    case "getLastModified" -> 0L;
                    case "getSymbolicName" -> "bundle" + id;
                    case "getHeaders" -> new Hashtable<>(Map.of(ContributedQueries.HEADER, "queries"));
                    case "findEntries" -> Collections.enumeration(urls(content));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static List<URL> urls(Path content) throws IOException {
        try (var entries = Files.list(content)) {
            return entries.map(ContributedQueriesTest::url).toList();
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String sql(String key) {
        return files.find(key).map(file -> files.read(file).sql()).orElse("none");
    }

    @Test
    void queriesOfABundleComeAndGoWithIt() throws IOException {
        Bundle bundle = bundle(7, "more.sql", "mine.obo.sql", "not a key.sql");
        assertThat(sql("more")).isEqualTo("none");
        Path laidOut = contributed.addingBundle(bundle, null);
        assertThat(sql("more")).isEqualTo("SELECT 7");
        assertThat(files.find("mine").orElseThrow().onBehalfOfUser()).isTrue();
        assertThat(files.keys()).containsExactly("mine", "more");
        contributed.removedBundle(bundle, null, laidOut);
        assertThat(sql("more")).isEqualTo("none");
        assertThat(laidOut).doesNotExist();
    }

    @Test
    void theAppsOwnQueryWinsWithItsOwnRights() throws IOException {
        ownQuery("a.sql", "SELECT 'own'");
        contributed.addingBundle(bundle(7, "a.obo.sql", "b.sql"), null);
        assertThat(sql("a")).isEqualTo("SELECT 'own'");
        assertThat(files.find("a").orElseThrow().onBehalfOfUser()).isFalse();
        assertThat(sql("b")).isEqualTo("SELECT 7");
        assertThat(files.keys()).containsExactly("a", "b");
    }

    @Test
    void ofTwoBundlesTheOneInstalledFirstWins() throws IOException {
        contributed.addingBundle(bundle(9, "a.sql"), null);
        contributed.addingBundle(bundle(8, "a.sql"), null);
        assertThat(sql("a")).isEqualTo("SELECT 8");
    }
}
