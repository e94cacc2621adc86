package io.appkit.localworkspace.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** How the object store behind a workspace refuses what signed links are used for. */
public final class StoreAnswer {

    private StoreAnswer() {}

    /** Refuses. */
    public static Answer refused(int status, String code, String message) {
        String body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + message
                + "</Message></Error>";
        return new Answer(status, Map.of(), "application/xml", ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** The link's time is over. */
    public static Answer expired() {
        return refused(403, "AccessDenied", "Request has expired");
    }

    /** The link was changed. */
    public static Answer wrongSignature() {
        return refused(403, "SignatureDoesNotMatch", "The signature of the link is wrong");
    }

    /** The link is the right, and there was another one. */
    public static Answer twoRights() {
        return refused(400, "InvalidArgument", "Only one auth mechanism allowed");
    }
}
