package io.appkit.files.path;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A path below a volume's root, or the root itself.
 *
 * @param root what it is below
 * @param segments below the root; empty for the root itself
 */
public record FilePath(VolumeRoot root, List<String> segments) {

    /** Copies the segments. */
    public FilePath {
        segments = List.copyOf(segments);
    }

    public boolean isRoot() {
        return segments.isEmpty();
    }

    /**
     * The same path, if it may be written or deleted.
     *
     * @throws PathException if it is the root itself
     */
    public FilePath belowRoot() {
        if (isRoot()) {
            throw new PathException("the root of a volume can be neither written nor deleted");
        }
        return this;
    }

    /** Relative to the root, as policies see it; {@code /} for the root. */
    public String relative() {
        return isRoot() ? "/" : String.join("/", segments);
    }

    /** Absolute in the workspace. */
    public String absolute() {
        return all().collect(Collectors.joining("/", "/", ""));
    }

    /** Absolute in the workspace, each segment percent-encoded. */
    public String encoded() {
        return all().map(PercentEncoding::encode).collect(Collectors.joining("/", "/", ""));
    }

    /** The last segment. */
    public String name() {
        List<String> named = isRoot() ? root.segments() : segments;
        return named.get(named.size() - 1);
    }

    private Stream<String> all() {
        return Stream.concat(root.segments().stream(), segments.stream());
    }
}
