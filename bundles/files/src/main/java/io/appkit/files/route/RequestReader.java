package io.appkit.files.route;

import io.appkit.api.AppKitException;
import io.appkit.api.Exchange;
import io.appkit.api.files.FileAction;
import io.appkit.files.identity.Identities;
import io.appkit.files.operation.Target;
import io.appkit.files.path.FilePath;
import io.appkit.files.path.PathRules;
import io.appkit.files.volume.Volume;
import io.appkit.files.volume.Volumes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads and checks requests, in this order: volume, query, path, length, identity (contract: files, section 3). */
final class RequestReader {

    static final String VOLUME = "volumeKey";

    private static final String PATH = "path";
    private static final int LONGEST_NUMBER = 18;

    private final Volumes volumes;
    private final Identities identities;

    RequestReader(Volumes volumes, Identities identities) {
        this.volumes = volumes;
        this.identities = identities;
    }

    /**
     * Reads a request.
     *
     * @throws AppKitException if it is wrong, or the caller not known
     * @throws io.appkit.files.path.PathException if its path is wrong
     */
    FileRequest read(FileAction action, Exchange exchange) {
        Volume volume = volume(exchange.path(VOLUME));
        Optional<String> asked = single(exchange.queries(), PATH);
        Optional<String> overwrite =
                action == FileAction.UPLOAD ? single(exchange.queries(), "overwrite") : Optional.empty();
        if (overwrite
                .filter(value -> !value.equals("true") && !value.equals("false"))
                .isPresent()) {
            throw AppKitException.validation("overwrite must be true or false");
        }
        FilePath path = path(action, volume, action == FileAction.MKDIR ? inBody(exchange) : asked);
        OptionalLong length = action == FileAction.UPLOAD ? length(exchange) : OptionalLong.empty();
        return new FileRequest(
                new Target(volume, path, identities.ofRequest(volume, exchange.caller())),
                exchange.method().equals("HEAD"),
                ByteRange.of(exchange.header("Range"), exchange.header("If-Range")),
                length,
                !overwrite.equals(Optional.of("false")),
                FileRequest.NOTHING);
    }

    private Volume volume(String key) {
        return volumes.find(key)
                .orElseThrow(() ->
                        AppKitException.notFound("Unknown volume \"" + key.replaceAll("[^A-Za-z0-9_-]", "") + "\""));
    }

    /** A parameter that stands once, or not at all. */
    private static Optional<String> single(Map<String, List<String>> queries, String name) {
        List<String> values = queries.getOrDefault(name, List.of());
        boolean nested = queries.keySet().stream().anyMatch(key -> key.startsWith(name + "["));
        if (nested || values.size() > 1) {
            throw AppKitException.validation(name + " query parameter must be a single string");
        }
        return values.stream().findFirst();
    }

    private static Optional<String> inBody(Exchange exchange) {
        return exchange.body().get(PATH) instanceof String path ? Optional.of(path) : Optional.empty();
    }

    private static FilePath path(FileAction action, Volume volume, Optional<String> asked) {
        String path = asked.orElse("");
        if (path.isEmpty() && action != FileAction.LIST) {
            throw AppKitException.validation("path is required");
        }
        FilePath resolved = PathRules.resolve(volume.root(), path);
        return action.reading() ? resolved : resolved.belowRoot();
    }

    private static OptionalLong length(Exchange exchange) {
        Optional<String> header = exchange.header("Content-Length").map(String::strip);
        if (header.isEmpty()) {
            return OptionalLong.empty();
        }
        String digits = header.get();
        if (digits.isEmpty() || !digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            throw AppKitException.validation("Invalid Content-Length header.");
        }
        return OptionalLong.of(digits.length() > LONGEST_NUMBER ? Long.MAX_VALUE : Long.parseLong(digits));
    }
}
