package io.appkit.server.site;

import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Secrets that are no part of the environment: in ConfigAdmin and in system properties, told by their names. */
public final class ConfiguredSecrets implements Supplier<Map<String, String>> {

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredSecrets.class);
    private static final Pattern SECRET = Pattern.compile(
            ".*(secret|token|passw(or)?d|passphrase|credentials?|(api|private|access|cookie|signing|encryption)[-_.]?keys?)",
            Pattern.CASE_INSENSITIVE);

    private final ConfigurationAdmin admin;

    /** Reads from a ConfigAdmin. */
    public ConfiguredSecrets(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    @Override
    public Map<String, String> get() {
        Map<String, String> secrets = new LinkedHashMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            if (isSecret(name)) {
                secrets.put("system property " + name, System.getProperty(name, ""));
            }
        }
        try {
            Configuration[] found = admin.listConfigurations(null);
            for (Configuration configuration : found == null ? new Configuration[0] : found) {
                addFrom(configuration, secrets);
            }
        } catch (IOException | InvalidSyntaxException e) {
            LOG.warn("Configurations cannot be read: {}", e.getMessage());
        }
        return secrets;
    }

    private static void addFrom(Configuration configuration, Map<String, String> secrets) {
        Dictionary<String, Object> properties = configuration.getProcessedProperties(null);
        if (properties == null) {
            return;
        }
        for (String key : Collections.list(properties.keys())) {
            if (isSecret(key)) {
                secrets.put(
                        configuration.getPid() + ": " + key,
                        String.valueOf(properties.get(key)).trim());
            }
        }
    }

    static boolean isSecret(String name) {
        return SECRET.matcher(name).matches();
    }
}
