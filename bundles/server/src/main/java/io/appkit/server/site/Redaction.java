package io.appkit.server.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Keeps secrets from the page (contract: server, section 6). */
final class Redaction {

    private static final String PUBLIC_PREFIX = "PUBLIC_APPKIT_";
    private static final String REDACTED = "[redacted by appkit]";
    private static final int SHORTEST_PART = 3;
    private static final Set<String> HARMLESS = Set.of(
            "HOME",
            "PATH",
            "LANG",
            "LC_ALL",
            "NODE_ENV",
            "DATABRICKS_HOST",
            "DATABRICKS_APP_NAME",
            "SHLVL",
            "PWD",
            "OLDPWD",
            "TERM",
            "USER",
            "SHELL",
            "_",
            "TZ",
            "LOGNAME",
            "JAVA_HOME",
            "APPKIT_LOCAL_WORKSPACE",
            "APPKIT_FEATURES",
            "APPKIT_LOG_FORMAT",
            "FLASK_RUN_HOST");

    /**
     * What is left.
     *
     * @param value the value with secrets replaced
     * @param leaked names of the environment whose values were found
     */
    record Result(Object value, Set<String> leaked) {}

    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final List<String> open = new ArrayList<>();

    /**
     * Creates it.
     *
     * @param environment values by name; secret unless their name says that they are public, or they are harmless
     * @param moreSecrets values that are secret whatever their names
     */
    Redaction(Map<String, String> environment, Map<String, String> moreSecrets) {
        environment.forEach((name, value) -> {
            if (name.startsWith(PUBLIC_PREFIX)) {
                open.add(value);
            } else if (!value.isEmpty() && !HARMLESS.contains(name) && !name.endsWith("PORT")) {
                secrets.put(name, value);
            }
        });
        moreSecrets.forEach((name, value) -> {
            if (!value.isEmpty()) {
                secrets.put(name, value);
            }
        });
    }

    Result apply(@Nullable Object value) {
        Set<String> leaked = new TreeSet<>();
        Object clean = clean(value, leaked);
        return new Result(clean == null ? Map.of() : clean, leaked);
    }

    private @Nullable Object clean(@Nullable Object value, Set<String> leaked) {
        if (value instanceof String text) {
            return clean(text, leaked);
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(clean(item, leaked)));
            return copy;
        } else if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(free(copy, clean(String.valueOf(key), leaked)), clean(item, leaked)));
            return copy;
        }
        return value;
    }

    private static String free(Map<String, ?> taken, String key) {
        String name = key;
        for (int i = 2; taken.containsKey(name); i++) {
            name = key + " (" + i + ")";
        }
        return name;
    }

    private String clean(String text, Set<String> leaked) {
        boolean found = false;
        for (Map.Entry<String, String> secret : secrets.entrySet()) {
            if (shows(text, secret.getValue())) {
                leaked.add(secret.getKey());
                found = true;
            }
        }
        return found ? REDACTED : text;
    }

    private boolean shows(String text, String secret) {
        if (text.equals(secret)) {
            return !open.contains(text);
        } else if (secret.length() < SHORTEST_PART || !text.contains(secret)) {
            return false;
        }
        for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
            if (!isPartOfOpenValue(text, at, secret)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a public value that contains the secret stands around this occurrence of it. */
    private boolean isPartOfOpenValue(String text, int at, String secret) {
        for (String value : open) {
            for (int in = value.indexOf(secret); in >= 0; in = value.indexOf(secret, in + 1)) {
                if (text.startsWith(value, at - in)) {
                    return true;
                }
            }
        }
        return false;
    }
}
