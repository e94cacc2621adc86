package io.appkit.localworkspace.statement;

import io.appkit.localworkspace.engine.QueryResult;
import io.appkit.localworkspace.http.Answer;
import io.appkit.localworkspace.http.ApiException;
import io.appkit.localworkspace.http.Call;
import io.appkit.localworkspace.http.LinkSignature;
import io.appkit.localworkspace.http.Routes;
import io.appkit.localworkspace.http.StoreAnswer;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Links to chunks of results, as the object store behind a warehouse has them: who knows one needs no token, must not send
 * any, and can use it until it expires.
 */
public final class Links {

    private static final String PATH = "/external-links";

    private final String url;
    private final Clock clock;
    private final Delivery delivery;
    private final LinkSignature signature = new LinkSignature();

    /** Links below a URL. */
    public Links(String url, Clock clock, Delivery delivery) {
        this.url = url;
        this.clock = clock;
        this.delivery = delivery;
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
        return url + PATH + "/" + signed + "/" + signature.of(signed);
    }

    /** Adds what is behind the links. */
    void addTo(Routes routes, Statements statements) {
        routes.open("GET", PATH + "/{statement}/{chunk}/{expiration}/{signature}", call -> download(call, statements));
    }

    private Answer download(Call call, Statements statements) {
        if (call.header("Authorization").isPresent()) {
            return StoreAnswer.twoRights();
        }
        String signed = call.variable("statement") + "/" + call.variable("chunk") + "/" + call.variable("expiration");
        if (!signature.matches(signed, call.variable("signature"))) {
            return StoreAnswer.wrongSignature();
        }
        if (clock.millis() >= Long.parseLong(call.variable("expiration"))) {
            return StoreAnswer.expired();
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
        return StoreAnswer.refused(404, "NoSuchKey", "The specified key does not exist.");
    }
}
