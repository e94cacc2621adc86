package io.appkit.localworkspace.files;

import io.appkit.localworkspace.http.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The path of a volume, or of something in it.
 *
 * @param catalog first part of the volume's name
 * @param schema second part of the volume's name
 * @param volume third part of the volume's name
 * @param names of the directories below the volume, and of the file or directory itself; empty for the volume
 * @param slash whether it ends with a slash, as only a directory's may
 */
record VolumePath(String catalog, String schema, String volume, List<String> names, boolean slash) {

    private static final String FORM = "expected /Volumes/<catalog>/<schema>/<volume>/...";

    private static final int MAX_LENGTH = 4096;
    private static final int MAX_NAME_BYTES = 255;
    private static final int FIRST_NAME = 4;

    /** No dots: neither {@code ..} nor the folder of unfinished uploads can be named. */
    private static final Pattern PART_OF_A_NAME = Pattern.compile("[^./\\\\\\s\\p{Cntrl}]{1,255}");

    /** Reads the part of a URL's path behind the endpoint, percent-encoded. */
    static VolumePath parse(String encoded) throws ApiException {
        return of(PercentEncoding.decode(encoded));
    }

    /** Reads a path as it is. */
    static VolumePath of(String path) throws ApiException {
        if (path.length() > MAX_LENGTH) {
            throw FileErrors.invalidPath("longer than " + MAX_LENGTH + " characters (" + path.length() + ")");
        }
        boolean slash = path.endsWith("/");
        List<String> parts = Arrays.asList((slash ? path.substring(0, path.length() - 1) : path).split("/", -1));
        if (parts.size() < 2 || !parts.get(0).isEmpty()) {
            throw FileErrors.invalidPath(FORM);
        }
        if (!parts.get(1).equals("Volumes")) {
            throw FileErrors.invalidPath("unsupported first path component: " + parts.get(1));
        }
        if (parts.size() <= FIRST_NAME
                || !parts.subList(2, FIRST_NAME + 1).stream()
                        .allMatch(part -> PART_OF_A_NAME.matcher(part).matches())) {
            throw FileErrors.invalidPath(FORM);
        }
        List<String> names = List.copyOf(parts.subList(FIRST_NAME + 1, parts.size()));
        for (String name : names) {
            check(name);
        }
        return new VolumePath(parts.get(2), parts.get(3), parts.get(FIRST_NAME), names, slash);
    }

    private static void check(String name) throws ApiException {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw FileErrors.invalidPath("empty, '.' and '..' are no names");
        } else if (name.indexOf('\0') >= 0) {
            throw FileErrors.invalidPath("a name contains NUL");
        } else if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            throw FileErrors.invalidPath("a name is longer than " + MAX_NAME_BYTES + " bytes");
        }
    }

    boolean isVolume() {
        return names.isEmpty();
    }

    /** As Unity Catalog names it. */
    String volumeName() {
        return catalog + "." + schema + "." + volume;
    }

    /** The absolute path, without a slash at its end. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("/Volumes/" + catalog + "/" + schema + "/" + volume);
        names.forEach(name -> text.append('/').append(name));
        return text.toString();
    }
}
