package io.appkit.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.regex.Pattern;

/** Leaves out requests that are not worth a trace (contract: execution, section 7). */
final class PathSampler implements Sampler {

    private static final AttributeKey<String> PATH = AttributeKey.stringKey(RequestLog.PATH);
    private static final Pattern NOT_SAMPLED = Pattern.compile("/health|/metrics|/favicon\\.ico|/static/|/src/"
            + "|/@vite/|/@fs/|/@id/|/@react-refresh|/node_modules/|/_next/");
    private static final Pattern ASSET = Pattern.compile(
            "(?i)\\.(js|mjs|cjs|jsx|ts|tsx|css|map|json|wasm|png|jpe?g|gif|svg|ico|webp|avif|woff2?|ttf|otf|eot|txt)$");

    private final Sampler others;

    PathSampler(Sampler others) {
        this.others = others;
    }

    @Override
    public SamplingResult shouldSample(
            Context parent, String traceId, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
        String path = attributes.get(PATH);
        if (kind == SpanKind.SERVER && path != null && !samples(path)) {
            return SamplingResult.drop();
        }
        return others.shouldSample(parent, traceId, name, kind, attributes, links);
    }

    static boolean samples(String path) {
        return !NOT_SAMPLED.matcher(path).find()
                && (path.startsWith("/api/") || !ASSET.matcher(path).find());
    }

    @Override
    public String getDescription() {
        return "Paths{" + others.getDescription() + "}";
    }
}
