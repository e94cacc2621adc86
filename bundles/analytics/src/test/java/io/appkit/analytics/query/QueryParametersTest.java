package io.appkit.analytics.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.analytics.SqlParameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {

    private static final Object ONE = marker("INT", "1");

    private static Map<String, Object> marker(Object type, Object value) {
        Map<String, Object> marker = new LinkedHashMap<>();
        marker.put("__sql_type", type);
        marker.put("value", value);
        return marker;
    }

    private static Map<String, Object> values(Object... namesAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return values;
    }

    private static Map<String, SqlParameter> bind(String sql, Object requested) {
        return new QueryParameters(Placeholders.of(sql), () -> "42").bind(requested);
    }

    private static void assertInvalid(String sql, Object requested, String message) {
        assertThatThrownBy(() -> bind(sql, requested)).isInstanceOfSatisfying(AppKitException.class, e -> {
            assertThat(e.kind()).isEqualTo(ErrorKind.VALIDATION);
            assertThat(e.clientMessage()).startsWith(message);
        });
    }

    @Test
    void sendsInTheOrderOfTheRequest() {
        Map<String, SqlParameter> bound = bind("SELECT :a, :b", values("b", marker("DATE", "2026-01-31"), "a", ONE));
        assertThat(new ArrayList<>(bound.keySet())).containsExactly("b", "a");
        assertThat(bound.get("b")).isEqualTo(new SqlParameter("DATE", "2026-01-31"));
    }

    @Test
    void takesNoParametersAtAll() {
        assertThat(bind("SELECT :a", null)).isEmpty();
        assertThat(bind("SELECT :a", Map.of())).isEmpty();
    }

    @Test
    void leavesNullOut() {
        assertThat(bind("SELECT :a", values("a", null))).isEmpty();
    }

    @Test
    void refusesNamesTheQueryDoesNotHave() {
        String message = "Invalid value for c: expected a parameter defined in the query (valid: ";
        assertInvalid("SELECT :b, :a", values("c", ONE), message + "b, a)");
        assertInvalid("SELECT :b, :a", values("c", null), message + "b, a)");
        assertInvalid("SELECT 1", values("c", ONE), message + "none)");
        assertInvalid("SELECT 1", values("__proto__", ONE), "Invalid value for __proto__: expected a parameter");
        assertInvalid("SELECT 1", values("constructor", ONE), "Invalid value for constructor: expected a parameter");
    }

    @Test
    void treatsNoNameAsSpecial() {
        assertThat(bind("SELECT :__proto__, :constructor", values("__proto__", ONE, "constructor", ONE)))
                .containsOnlyKeys("__proto__", "constructor");
    }

    @Test
    void refusesWhatIsNoObject() {
        String message = "Invalid value for parameters: expected an object";
        assertInvalid("SELECT :a", List.of(ONE), message);
        assertInvalid("SELECT :a", "a", message);
        assertInvalid("SELECT :a", 1, message);
    }

    @Test
    void refusesWhatIsNoMarker() {
        String message = "Invalid value for a: expected SQL type";
        assertInvalid("SELECT :a", values("a", "1"), message);
        assertInvalid("SELECT :a", values("a", 1), message);
        assertInvalid("SELECT :a", values("a", List.of()), message);
        assertInvalid("SELECT :a", values("a", Map.of("value", "1")), message);
        assertInvalid("SELECT :a", values("a", Map.of("__sql_type", "INT")), message);
        assertInvalid("SELECT :a", values("a", marker("INT", 1)), message);
        assertInvalid("SELECT :a", values("a", marker("INT", null)), message);
        assertInvalid("SELECT :a", values("a", marker(1, "1")), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1INT", "INT;", "DECIMAL(10,2", "STRING' --", "DECIMAL(1,2,3)"})
    void refusesWhatIsNoTypeName(String type) {
        assertInvalid("SELECT :a", values("a", marker(type, "1")), "Invalid value for a: expected SQL type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"STRING", "DECIMAL(10,2)", "DECIMAL(10, 2)", "TIMESTAMP_NTZ", "some new type"})
    void sendsAnyTypeNameAsGiven(String type) {
        assertThat(bind("SELECT :a", values("a", marker(type, "1"))).get("a").type())
                .isEqualTo(type);
    }

    @Test
    void ignoresFurtherFieldsOfAMarker() {
        Map<String, Object> marker = marker("INT", "1");
        marker.put("more", true);
        assertThat(bind("SELECT :a", values("a", marker))).containsEntry("a", new SqlParameter("INT", "1"));
    }

    @Test
    void dropsTheHintsOfCharts() {
        assertThat(bind("SELECT 1", values("_preferArrow", true, "_preferJson", false)))
                .isEmpty();
    }

    @Test
    void acceptsButDoesNotSendWhatIsCommentedOut() {
        assertThat(bind("SELECT :a -- AND b = :b", values("a", ONE, "b", ONE))).containsOnlyKeys("a");
    }

    @Test
    void fillsInTheWorkspaceWhateverTheClientSays() {
        String sql = "SELECT :workspaceId";
        SqlParameter id = SqlParameter.of("42");
        assertThat(bind(sql, null)).containsEntry("workspaceId", id);
        assertThat(bind(sql, values("workspaceId", marker("STRING", "7")))).containsEntry("workspaceId", id);
        assertThat(bind("SELECT 1 -- :workspaceId", values("workspaceId", ONE))).isEmpty();
        assertInvalid("SELECT 1", values("workspaceId", ONE), "Invalid value for workspaceId");
    }

    @Test
    void saysWhenTheWorkspaceIsNotKnown() {
        QueryParameters parameters = new QueryParameters(Placeholders.of("SELECT :workspaceId"), () -> "");
        assertThatThrownBy(() -> parameters.bind(null)).hasMessageContaining(":workspaceId");
    }
}
