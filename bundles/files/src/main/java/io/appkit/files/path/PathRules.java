package io.appkit.files.path;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which paths there are, and what they lead to: never to anything outside of the volume (contract: files, section 4). */
public final class PathRules {

    private static final int LONGEST = 4096;
    private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");

    private PathRules() {}

    /**
     * Resolves a path.
     *
     * @param root of the volume; empty if it is not known
     * @param path relative to the root, or absolute and below it
     * @throws PathException if there is no such path
     */
    public static FilePath resolve(Optional<VolumeRoot> root, String path) {
        check(path);
        List<String> segments = Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty() && !segment.equals("."))
                .toList();
        if (segments.stream().anyMatch(PathRules::climbs)) {
            throw new PathException("path must not contain \"..\" segments");
        }
        VolumeRoot from = root.orElseThrow(() -> new PathException("the path of the volume is not configured"));
        boolean absolute = path.startsWith("/") && !segments.isEmpty();
        return new FilePath(from, absolute ? below(from.segments(), segments) : segments);
    }

    private static void check(String path) {
        if (path.length() > LONGEST) {
            throw new PathException(
                    "path exceeds maximum length of " + LONGEST + " characters (got " + path.length() + ")");
        } else if (path.indexOf('\0') >= 0) {
            throw new PathException("path must not contain null bytes");
        } else if (path.chars().anyMatch(Character::isISOControl)) {
            throw new PathException("path must not contain control characters");
        } else if (path.indexOf('\\') >= 0) {
            throw new PathException("path must not contain backslashes");
        } else if (path.codePoints().anyMatch(symbol -> Character.getType(symbol) == Character.SURROGATE)) {
            // Written as UTF-8 it would become a question mark, and so name another file.
            throw new PathException("path must be Unicode text");
        }
    }

    /** Also what becomes {@code ..} where look-alikes are replaced by what they look like. */
    private static boolean climbs(String segment) {
        return Arrays.asList(SEPARATOR.split(Normalizer.normalize(segment, Normalizer.Form.NFKC)))
                .contains("..");
    }

    private static List<String> below(List<String> root, List<String> path) {
        if (path.size() < root.size() || !path.subList(0, root.size()).equals(root)) {
            throw new PathException("path lies outside of the volume");
        }
        return path.subList(root.size(), path.size());
    }
}
