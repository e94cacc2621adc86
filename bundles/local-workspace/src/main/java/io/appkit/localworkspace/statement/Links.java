package io.appkit.localworkspace.statement;

import io.appkit.localworkspace.engine.QueryResult;
import io.appkit.localworkspace.http.Answer;
import io.appkit.localworkspace.http.ApiException;
import io.appkit.localworkspace.http.Call;
import io.appkit.localworkspace.http.Routes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Links to chunks of results, as the object store behind a warehouse has them: who knows one needs no token, must not send
 * any, and can use it until it expires.
 */
public final class Links {

    private static final String PATH = "/external-links";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final String url;
    private final Clock clock;
    private final Delivery delivery;
    private final SecretKeySpec key;

    /** Links below a URL. */
    public Links(String url, Clock clock, Delivery delivery) {
        this.url = url;
        this.clock = clock;
        this.delivery = delivery;
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** A link as the API shows it. */
    record ExternalLink(
            int chunkIndex,
            long rowOffset,
            long rowCount,
            long byteCount,
            @Nullable Integer nextChunkIndex,
            @Nullable String nextChunkInternalLink,
            String externalLink,
            String expiration) {}

    /** As many as one answer has, from a chunk on. */
    List<ExternalLink> from(int index, String statementId, QueryResult result) {
        List<ExternalLink> links = new ArrayList<>();
        DeliveryOptions options = delivery.options();
        Instant expiration = clock.instant().plus(options.linkLifetime()).truncatedTo(ChronoUnit.MILLIS);
        int end = Math.min(result.chunks().size(), index + options.linksPerAnswer());
        for (int i = index; i < end; i++) {
            QueryResult.Chunk chunk = result.chunks().get(i);
            boolean last = i == result.chunks().size() - 1;
            links.add(new ExternalLink(
                    i,
                    chunk.rowOffset(),
                    chunk.rows(),
                    chunk.bytes(),
                    last ? null : i + 1,
                    last ? null : StatementEndpoints.chunkPath(statementId, i + 1),
                    link(statementId, i, expiration),
                    expiration.toString()));
        }
        return links;
    }

    private String link(String statementId, int index, Instant expiration) {
        String signed = statementId + "/" + index + "/" + expiration.toEpochMilli();
        return url + PATH + "/" + signed + "/" + signature(signed);
    }

    private String signature(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime cannot sign links", e);
        }
    }

    /** Adds what is behind the links. */
    void addTo(Routes routes, Statements statements) {
        routes.open("GET", PATH + "/{statement}/{chunk}/{expiration}/{signature}", call -> download(call, statements));
    }

    private Answer download(Call call, Statements statements) {
        if (call.header("Authorization").isPresent()) {
            return refused(400, "InvalidArgument", "Only one auth mechanism allowed");
        }
        String signed = call.variable("statement") + "/" + call.variable("chunk") + "/" + call.variable("expiration");
        if (!MessageDigest.isEqual(bytes(signature(signed)), bytes(call.variable("signature")))) {
            return refused(403, "SignatureDoesNotMatch", "The signature of the link is wrong");
        }
        if (clock.millis() >= Long.parseLong(call.variable("expiration"))) {
            return refused(403, "AccessDenied", "Request has expired");
        }
        try {
            if (statements.get(call.variable("statement")).outcome() instanceof Outcome.Succeeded succeeded) {
                QueryResult.Chunk chunk = succeeded.result().chunks().get(Integer.parseInt(call.variable("chunk")));
                return new Answer(
                        200, Map.of(), "binary/octet-stream", chunk.content().buffer());
            }
        } catch (ApiException | IOException e) {
            // Forgotten, before or just now: as if it had never been.
        }
        return refused(404, "NoSuchKey", "The specified key does not exist.");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** In the words of an object store. */
    private static Answer refused(int status, String code, String message) {
        String body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + message
                + "</Message></Error>";
        return new Answer(status, Map.of(), "application/xml", ByteBuffer.wrap(bytes(body)));
    }
}
