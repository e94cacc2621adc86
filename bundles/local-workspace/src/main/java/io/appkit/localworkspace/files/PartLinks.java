package io.appkit.localworkspace.files;

import io.appkit.localworkspace.http.Answer;
import io.appkit.localworkspace.http.ApiException;
import io.appkit.localworkspace.http.LinkSignature;
import io.appkit.localworkspace.http.StoreAnswer;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** Links under which the parts of an upload are sent, or it is given up: who knows one needs no token. */
final class PartLinks {

    private final Clock clock;
    private final LinkSignature signature = new LinkSignature();

    PartLinks(Clock clock) {
        this.clock = clock;
    }

    /**
     * A link.
     *
     * @param origin of the workspace as its caller reaches it
     * @param part its number; 0 for the upload as a whole
     */
    String link(String origin, UploadSession session, String method, int part, Instant expiration) {
        long expires = expiration.toEpochMilli();
        return origin + FilesApi.STORAGE + PercentEncoding.encode(session.path().toString()) + "?session="
                + session.token() + "&part=" + part + "&expires=" + expires + "&signature="
                + signature.of(
                        text(method, session.token(), Integer.toString(part), Long.toString(expires), session.path()));
    }

    private static String text(String method, String session, String part, String expires, VolumePath path) {
        return String.join(" ", method, session, part, expires, path.toString());
    }

    /** Why a request cannot be let in; null if it can. */
    @Nullable
    Answer refusal(FileCall call, VolumePath path) throws ApiException {
        String expires = parameter(call, "expires");
        String text =
                text(call.request().getMethod(), parameter(call, "session"), parameter(call, "part"), expires, path);
        if (call.request().getHeaders().contains(HttpHeader.AUTHORIZATION)) {
            return StoreAnswer.twoRights();
        } else if (!signature.matches(text, parameter(call, "signature"))) {
            return StoreAnswer.wrongSignature();
        }
        return clock.millis() >= Long.parseLong(expires) ? StoreAnswer.expired() : null;
    }

    static String parameter(FileCall call, String name) throws ApiException {
        return Objects.requireNonNullElse(call.parameter(name), "");
    }
}
