package io.appkit.files.path;

import java.util.List;

/**
 * The directory that a volume's paths are below.
 *
 * @param segments of its absolute path, at least {@code Volumes}, catalog, schema and volume
 */
public record VolumeRoot(List<String> segments) {

    private static final int VOLUME = 4;

    /** Copies the segments. */
    public VolumeRoot {
        segments = List.copyOf(segments);
    }

    /**
     * Reads an absolute path.
     *
     * @throws IllegalArgumentException if it is not that of a volume, or of a directory in one
     */
    public static VolumeRoot parse(String path) {
        List<String> segments =
                List.of(path.replaceFirst("^/", "").replaceAll("/+$", "").split("/", -1));
        boolean plain = segments.stream().noneMatch(VolumeRoot::isOdd);
        if (!path.startsWith("/Volumes/") || segments.size() < VOLUME || !plain) {
            throw new IllegalArgumentException(
                    "'" + path + "' is not the path of a volume, as /Volumes/<catalog>/<schema>/<volume>");
        }
        return new VolumeRoot(segments);
    }

    private static boolean isOdd(String segment) {
        return segment.isEmpty()
                || segment.equals(".")
                || segment.equals("..")
                || segment.chars().anyMatch(symbol -> symbol == '\\' || Character.isISOControl(symbol));
    }

    /** The absolute path. */
    public String path() {
        return "/" + String.join("/", segments);
    }

    /** The absolute path of the whole volume in the catalog, of which several roots may be parts. */
    public String catalogVolume() {
        return "/" + String.join("/", segments.subList(0, VOLUME));
    }
}
