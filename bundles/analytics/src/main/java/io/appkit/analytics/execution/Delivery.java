package io.appkit.analytics.execution;

import com.databricks.sdk.service.sql.Disposition;
import com.databricks.sdk.service.sql.Format;
import io.appkit.analytics.transfer.InlineLimitException;
import io.appkit.api.AppKitException;
import java.util.Locale;
import java.util.Set;

/** A way in which a warehouse can deliver a result (contract: analytics, section 7). */
public enum Delivery {
    ROWS(Disposition.INLINE, Format.JSON_ARRAY),
    ARROW(Disposition.INLINE, Format.ARROW_STREAM),
    ARROW_LINKS(Disposition.EXTERNAL_LINKS, Format.ARROW_STREAM);

    private static final Set<String> REFUSALS = Set.of("INVALID_PARAMETER_VALUE", "NOT_IMPLEMENTED");

    private final Disposition disposition;
    private final Format format;

    Delivery(Disposition disposition, Format format) {
        this.disposition = disposition;
        this.format = format;
    }

    public Disposition disposition() {
        return disposition;
    }

    public Format format() {
        return format;
    }

    /** Whether an error may say that the warehouse does not deliver in the way it was asked for. */
    public static boolean mayRefuse(Throwable error) {
        return error instanceof AppKitException known
                && known.errorCode().filter(REFUSALS::contains).isPresent();
    }

    /** Whether it says so for certain: the codes stand for wrong parameters of a query as well. */
    public static boolean refuses(Throwable error) {
        String text = String.valueOf(error.getMessage()).toUpperCase(Locale.ROOT);
        return mayRefuse(error)
                && (text.contains("ARROW_STREAM")
                        || text.contains("JSON_ARRAY")
                        || text.contains("EXTERNAL_LINKS")
                        || text.contains("INLINE")
                        || text.contains("DISPOSITION"));
    }

    /** Whether a result is too large to come inline: cut short, or refused as a whole. */
    public static boolean exceedsInline(Throwable error) {
        return error instanceof InlineLimitException
                || String.valueOf(error.getMessage()).contains("Inline byte limit exceeded");
    }
}
