package io.appkit.files.volume;

import io.appkit.api.files.FilePolicies;
import io.appkit.api.files.FilePolicy;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/** The policy that a volume's configuration names. */
public sealed interface PolicyChoice {

    /** One that is always there. */
    record BuiltIn(FilePolicy policy) implements PolicyChoice {}

    /** Services; while there is none of them, everything is denied. */
    record Services(Filter filter) implements PolicyChoice {}

    /**
     * Reads the value of the key {@code policy}.
     *
     * @throws IllegalArgumentException if it is a filter that is malformed
     */
    static PolicyChoice parse(String text) {
        return switch (text) {
            case "publicRead" -> new BuiltIn(FilePolicies.publicRead());
            case "allowAll" -> new BuiltIn(FilePolicies.allowAll());
            case "denyAll" -> new BuiltIn(FilePolicies.denyAll());
            default -> new Services(text.startsWith("filter:") ? filter(text.substring(7)) : named(text));
        };
    }

    private static Filter named(String name) {
        return filter("(" + FilePolicy.NAME + "=" + name.replaceAll("[\\\\*()]", "\\\\$0") + ")");
    }

    private static Filter filter(String text) {
        try {
            return FrameworkUtil.createFilter(text.strip());
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException("key policy: '" + text + "' is not a filter: " + e.getMessage(), e);
        }
    }
}
