package io.appkit.itests.inside;

import io.appkit.api.analytics.SqlParameter;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The starter's query {@code kpis} for 1997, compared with the time from a day on. */
public record KpiQuery(LocalDate previousFrom) {

    static final String KEY = "kpis";
    public static final String PATH = "/api/analytics/query/" + KEY;

    Map<String, SqlParameter> parameters() {
        Map<String, SqlParameter> parameters = new LinkedHashMap<>();
        parameters.put("region", SqlParameter.of("ALL"));
        parameters.put("segment", SqlParameter.of("ALL"));
        parameters.put("from_date", SqlParameter.of(LocalDate.of(1997, 1, 1)));
        parameters.put("to_date", SqlParameter.of(LocalDate.of(1998, 1, 1)));
        parameters.put("previous_from", SqlParameter.of(previousFrom));
        parameters.put("previous_to", SqlParameter.of(LocalDate.of(1997, 1, 1)));
        return parameters;
    }

    /** The body of the client's request. */
    public String json() {
        String parameters = parameters().entrySet().stream()
                .map(entry -> "\"%s\":{\"__sql_type\":\"%s\",\"value\":\"%s\"}"
                        .formatted(
                                entry.getKey(),
                                entry.getValue().type(),
                                entry.getValue().value()))
                .collect(Collectors.joining(","));
        return "{\"parameters\":{" + parameters + "},\"format\":\"JSON_ARRAY\"}";
    }
}
