package io.appkit.itests;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a server answers to the starter's queries for 1997, asked without a browser; names as the page writes them.
 *
 * @param server the server
 * @param region the region of the customers, or {@code ALL}
 */
record Answers(Server server, String region) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATA = "data: ";

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM yyyy", Locale.US);
    private static final Pattern NOT_FIRST = Pattern.compile("\\B\\w+");
    private static final Map<String, String> NAMES = Map.of("REG AIR", "Regular Air", "FOB", "FOB");

    private static final String PERIOD = "from_date=1997-01-01 to_date=1998-01-01";
    private static final String SEGMENT_AND_PERIOD = "segment=ALL " + PERIOD;
    private static final String SEGMENT_AND_PERIODS =
            SEGMENT_AND_PERIOD + " previous_from=1996-01-01 previous_to=1997-01-01";

    /** The key figures by column. */
    Map<String, BigDecimal> kpis() throws Exception {
        Map<String, String> current = rows("kpis", SEGMENT_AND_PERIODS).stream()
                .filter(row -> row.get("span").equals("current"))
                .findFirst()
                .orElseThrow();
        return Stream.of("revenue", "orders", "average_order_value", "customers")
                .collect(Collectors.toMap(column -> column, column -> number(current, column)));
    }

    /** Revenue of each month, and of the same month a year before. */
    Map<String, List<BigDecimal>> months() throws Exception {
        Map<LocalDate, BigDecimal> revenue = new TreeMap<>();
        for (Map<String, String> row : rows("revenue_by_month", SEGMENT_AND_PERIODS)) {
            revenue.put(LocalDate.parse(row.get("order_month")), number(row, "revenue"));
        }
        Map<String, List<BigDecimal>> months = new LinkedHashMap<>();
        revenue.forEach((month, value) -> {
            if (month.getYear() == 1997) {
                months.put(MONTH.format(month), List.of(value, revenue.get(month.minusYears(1))));
            }
        });
        return months;
    }

    /** Revenue and share of each segment. */
    Map<String, List<BigDecimal>> segments() throws Exception {
        Map<String, List<BigDecimal>> segments = new TreeMap<>();
        for (Map<String, String> row : rows("revenue_by_segment", PERIOD)) {
            BigDecimal share = number(row, "share_percent").setScale(1, RoundingMode.HALF_UP);
            segments.put(name(row, "segment"), List.of(number(row, "revenue"), share));
        }
        return segments;
    }

    /** Revenue, orders and share of the leading nations. */
    Map<String, List<BigDecimal>> nations() throws Exception {
        Map<String, List<BigDecimal>> nations = new LinkedHashMap<>();
        for (Map<String, String> row : rows("revenue_by_nation", SEGMENT_AND_PERIOD)) {
            nations.put(
                    name(row, "nation"),
                    List.of(number(row, "revenue"), number(row, "orders"), number(row, "share_percent")));
        }
        return nations;
    }

    /** Units of each month, by ship mode. */
    Map<String, List<BigDecimal>> shipments() throws Exception {
        Map<String, List<BigDecimal>> modes = new LinkedHashMap<>();
        for (Map<String, String> row : rows("shipments_by_mode", SEGMENT_AND_PERIOD)) {
            modes.computeIfAbsent(name(row, "ship_mode"), mode -> new ArrayList<>())
                    .add(number(row, "units"));
        }
        return modes;
    }

    /** The latest orders. */
    List<Order> orders() throws Exception {
        return rows("recent_orders", SEGMENT_AND_PERIOD).stream()
                .map(row -> new Order(row.get("order_key"), row.get("customer")))
                .toList();
    }

    record Order(String key, String customer) {}

    private static BigDecimal number(Map<String, String> row, String column) {
        return new BigDecimal(row.get(column));
    }

    private static String name(Map<String, String> row, String column) {
        String name = row.get(column);
        return NAMES.getOrDefault(
                name,
                NOT_FIRST.matcher(name).replaceAll(letters -> letters.group().toLowerCase(Locale.ROOT)));
    }

    private List<Map<String, String>> rows(String query, String parameters) throws Exception {
        ObjectNode markers = JSON.createObjectNode();
        put(markers, "region", region);
        for (String parameter : parameters.split(" ", -1)) {
            int equals = parameter.indexOf('=');
            put(markers, parameter.substring(0, equals), parameter.substring(equals + 1));
        }
        String body = JSON.createObjectNode().set("parameters", markers).toString();
        String events = server.post("/api/analytics/query/" + query, body).body();
        return events.lines()
                .filter(line -> line.startsWith(DATA))
                .map(line -> parse(line.substring(DATA.length())))
                .filter(event -> event.path("type").asText().equals("result"))
                .map(event -> JSON.convertValue(event.path("data"), new TypeReference<List<Map<String, String>>>() {}))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no result of " + query + " in " + events));
    }

    private static void put(ObjectNode markers, String name, String value) {
        String type = Character.isDigit(value.charAt(0)) ? "DATE" : "STRING";
        markers.putObject(name).put("__sql_type", type).put("value", value);
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + json, e);
        }
    }
}
