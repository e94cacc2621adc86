package io.appkit.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.config.ByteSize;
import io.appkit.api.config.Configuration;
import io.appkit.api.config.ConfigurationException;
import io.appkit.api.config.Environment;
import io.appkit.api.config.FactorySetting;
import io.appkit.api.config.Key;
import io.appkit.core.Stand;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.metatype.MetaTypeProvider;

/** Configuration files of one kind that come several times. */
class FactorySettingsTest {

    @Configuration(pid = "test.volume", title = "Volume")
    record Volume(
            @Key(description = "d") Optional<String> path,

            @Key(description = "d", defaultValue = "5gb", env = "VOLUME_SIZE")
            ByteSize size) {}

    private final Map<String, Map<String, String>> files = new TreeMap<>();
    private final List<Dictionary<?, ?>> described = new ArrayList<>();
    private final ConfigAdminSettings settings = new ConfigAdminSettings(
            Stand.in(BundleContext.class, Map.of("registerService", this::register)),
            Stand.in(ConfigurationAdmin.class, Map.of("listConfigurations", arguments -> list((String) arguments[0]))),
            Environment.of(Map.of("VOLUME_SIZE", "1kb")));

    @AfterEach
    void stop() {
        settings.stop();
    }

    private Object register(Object[] arguments) {
        described.add((Dictionary<?, ?>) arguments[2]);
        return Stand.in(ServiceRegistration.class, Map.of("unregister", none -> described.remove(arguments[2])));
    }

    private Object list(String filter) {
        assertThat(filter).isEqualTo("(service.factoryPid=test.volume)");
        return files.keySet().stream()
                .map(alias -> Stand.in(
                        org.osgi.service.cm.Configuration.class,
                        Map.of(
                                "getPid",
                                none -> "test.volume~" + alias,
                                "getProcessedProperties",
                                none -> properties(alias))))
                .toArray(org.osgi.service.cm.Configuration[]::new);
    }

    private Dictionary<String, Object> properties(String alias) {
        Hashtable<String, Object> properties = new Hashtable<>(files.get(alias));
        properties.put("felix.fileinstall.filename", "file:/app/etc/test.volume-" + alias + ".cfg");
        properties.put(Constants.SERVICE_PID, "test.volume~" + alias);
        return properties;
    }

    private void put(String alias, Map<String, String> values) {
        files.put(alias, values);
        tell(alias, ConfigurationEvent.CM_UPDATED);
    }

    private void remove(String alias) {
        files.remove(alias);
        tell(alias, ConfigurationEvent.CM_DELETED);
    }

    private void tell(String alias, int type) {
        ServiceReference<ConfigurationAdmin> admin = reference();
        settings.configurationEvent(new ConfigurationEvent(admin, type, "test.volume", "test.volume~" + alias));
    }

    @SuppressWarnings("unchecked") // nobody looks at it
    private static ServiceReference<ConfigurationAdmin> reference() {
        return Stand.in(ServiceReference.class, Map.of());
    }

    private static Volume volume(String path, long size) {
        return new Volume(Optional.of(path), new ByteSize(size));
    }

    @Test
    void thereIsOneForEachFileAndItsNameIsTheAlias() {
        files.put("user-uploads", Map.of("path", "/a", "size", "5368709120"));
        files.put("empty", Map.of());

        assertThat(settings.bindFactory(Volume.class).get())
                .isEqualTo(Map.of(
                        "user-uploads",
                        volume("/a", 5L << 30),
                        "empty",
                        new Volume(Optional.empty(), new ByteSize(5L << 30))));
    }

    @Test
    void theyFollowTheirFiles() {
        FactorySetting<Volume> volumes = settings.bindFactory(Volume.class);
        List<Map<String, Volume>> changes = new ArrayList<>();
        volumes.onChange(values -> {
            throw new IllegalStateException("a listener of no use");
        });
        volumes.onChange(changes::add);

        put("a", Map.of("path", "/a", "size", "1"));
        put("a", Map.of("path", "/a", "size", "1"));
        put("b", Map.of("path", "/b", "size", "2"));
        remove("a");

        assertThat(changes)
                .containsExactly(
                        Map.of("a", volume("/a", 1)),
                        Map.of("a", volume("/a", 1), "b", volume("/b", 2)),
                        Map.of("b", volume("/b", 2)));
        assertThat(volumes.get()).isEqualTo(Map.of("b", volume("/b", 2)));
    }

    @Test
    void aWrongValueAtTheBeginningIsRefusedWithItsPlace() {
        files.put("a", Map.of("size", "banana"));

        assertThatThrownBy(() -> settings.bindFactory(Volume.class))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        error -> assertThat(error.pid()).isEqualTo("test.volume"))
                .hasMessageContaining("etc/test.volume-a.cfg, key size: 'banana' is not valid: expected a size");
        assertThat(described).isEmpty();
    }

    @Test
    void aLaterOneLeavesTheLastGoodValuesOfItsAliasAndTheOthersFollow() {
        files.put("a", Map.of("path", "/a", "size", "1"));
        FactorySetting<Volume> volumes = settings.bindFactory(Volume.class);

        put("a", Map.of("path", "/other", "size", "banana"));
        put("b", Map.of("path", "/b", "size", "banana"));
        put("c", Map.of("path", "/c", "size", "3"));

        assertThat(volumes.get()).isEqualTo(Map.of("a", volume("/a", 1), "c", volume("/c", 3)));
        put("b", Map.of("path", "/b", "size", "2"));
        assertThat(volumes.get()).containsEntry("b", volume("/b", 2));
    }

    @Test
    void theyAreDescribedAsAFactoryWhileTheyAreBoundAndFollowNothingAfterwards() {
        FactorySetting<Volume> volumes = settings.bindFactory(Volume.class);
        assertThat(described)
                .singleElement()
                .satisfies(properties -> assertThat(properties.get(MetaTypeProvider.METATYPE_FACTORY_PID))
                        .isEqualTo("test.volume"));

        volumes.close();
        put("a", Map.of());
        assertThat(described).isEmpty();
        assertThat(volumes.get()).isEmpty();
    }
}
