package io.appkit.files.content;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** MIME types by the extensions of names (contract: files, section 5). */
public final class ContentTypes {

    /** Of files that nothing is known of. */
    public static final String UNKNOWN = "application/octet-stream";

    /** A page of another origin could make a browser run them as if they came from this app. */
    private static final Set<String> ACTIVE =
            Set.of("text/html", "text/javascript", "application/javascript", "application/xhtml+xml", "image/svg+xml");

    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
    private static final Pattern TYPE =
            Pattern.compile(TOKEN + "/" + TOKEN + "(\\s*;\\s*" + TOKEN + "=(" + TOKEN + "|\"[ -!#-\\[\\]-~]*\"))*");

    private static final Map<String, String> BUILT_IN = builtIn();

    private final Map<String, String> custom;

    private ContentTypes(Map<String, String> custom) {
        this.custom = custom;
    }

    /**
     * The built-in types, and custom ones that go before them.
     *
     * @param items each {@code .ext=type}
     * @throws IllegalArgumentException if an item is malformed, or its type one that browsers run
     */
    public static ContentTypes custom(List<String> items) {
        Map<String, String> types = new HashMap<>();
        for (String item : items) {
            int equals = item.indexOf('=');
            String extension = item.substring(0, Math.max(0, equals)).strip();
            String type = item.substring(equals + 1).strip();
            if (extension.length() < 2
                    || !extension.startsWith(".")
                    || !TYPE.matcher(type).matches()) {
                throw new IllegalArgumentException(
                        "key customContentTypes: '" + item + "' is not valid: expected .ext=type/subtype");
            } else if (ACTIVE.contains(essence(type))) {
                throw new IllegalArgumentException(
                        "key customContentTypes: '" + item + "' is not allowed: browsers run files of that type");
            }
            types.put(extension.substring(1).toLowerCase(Locale.ROOT), type);
        }
        return new ContentTypes(types);
    }

    /** The type of a file by its name; empty if its extension is not known. */
    public Optional<String> byName(String name) {
        int dot = name.lastIndexOf('.');
        if (dot <= 0) {
            return Optional.empty();
        }
        String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(custom.get(extension)).or(() -> Optional.ofNullable(BUILT_IN.get(extension)));
    }

    /** A type without its parameters, in lower case. */
    static String essence(String type) {
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> builtIn() {
        return Map.ofEntries(
                Map.entry("png", "image/png"),
                Map.entry("jpg", "image/jpeg"),
                Map.entry("jpeg", "image/jpeg"),
                Map.entry("gif", "image/gif"),
                Map.entry("webp", "image/webp"),
                Map.entry("bmp", "image/bmp"),
                Map.entry("svg", "image/svg+xml"),
                Map.entry("ico", "image/vnd.microsoft.icon"),
                Map.entry("html", "text/html"),
                Map.entry("css", "text/css"),
                Map.entry("js", "text/javascript"),
                Map.entry("ts", "text/typescript"),
                Map.entry("py", "text/x-python"),
                Map.entry("txt", "text/plain"),
                Map.entry("md", "text/markdown"),
                Map.entry("csv", "text/csv"),
                Map.entry("json", "application/json"),
                Map.entry("jsonl", "application/x-ndjson"),
                Map.entry("xml", "application/xml"),
                Map.entry("yaml", "application/x-yaml"),
                Map.entry("yml", "application/x-yaml"),
                Map.entry("sql", "application/sql"),
                Map.entry("pdf", "application/pdf"),
                Map.entry("ipynb", "application/x-ipynb+json"),
                Map.entry("parquet", "application/vnd.apache.parquet"),
                Map.entry("zip", "application/zip"),
                Map.entry("gz", "application/gzip"));
    }
}
