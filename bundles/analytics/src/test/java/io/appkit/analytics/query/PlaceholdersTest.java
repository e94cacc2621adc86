package io.appkit.analytics.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "-",
            value = {
                "SELECT 1 | -",
                "SELECT :a | a",
                "SELECT :b, :a, :b | b a",
                "SELECT :a_1,:_x | a_1 _x",
                "SELECT :1a | -",
                "SELECT : a | -",
                "SELECT x::date | -",
                "SELECT :d::date | d",
                "SELECT ':a', :b | b",
                "SELECT 'it''s :a', :b | b",
                "SELECT 'it\\'s :a', :b | b",
                "SELECT 'end\\\\', :b | b",
                "SELECT r'end\\', :b | b",
                "SELECT R'\\', :b, ':c' | b",
                "SELECT bar'x\\' :a', :b | b",
                "SELECT \":a\", :b | b",
                "SELECT \"it's :a\", :b | b",
                "SELECT \"x\\\" :a\", :b | b",
                "SELECT `:a`, :b | b",
                "SELECT `x``:a`, :b | b",
                "SELECT `x\\`, :b | b",
                "SELECT /* :a */ :b | b",
                "SELECT /* /* :a */ :b */ :c | c",
                "SELECT /* :a | -",
                "SELECT /**/ :b | b",
                "SELECT '/*', :b, '*/' | b",
                "SELECT '--', :b | b",
                "SELECT /*+ REPARTITION(:n) */ :b | n b",
                "SELECT 1 / :a * :b | a b",
                "SELECT 1 - :a -:b | a b",
                "SELECT ':a | -",
                "LIMIT:n | n",
                "WHERE x>=:lo AND x<:hi | lo hi",
                "SELECT :__proto__, :constructor | __proto__ constructor",
            })
    void findsWhatTheWarehouseWouldLookFor(String sql, String names) {
        assertThat(Placeholders.of(sql).names())
                .containsExactlyElementsOf(names == null ? Arrays.asList() : Arrays.asList(names.split(" ")));
    }

    @Test
    void skipsLineComments() {
        assertThat(Placeholders.of("SELECT 1 -- :a\n, :b --:c\r\n, :d").names()).containsExactly("b", "d");
        assertThat(Placeholders.of("SELECT 1 -- :a \\\n :b\n, :c").names()).containsExactly("c");
        assertThat(Placeholders.of("SELECT :a --").names()).containsExactly("a");
    }

    @Test
    void knowsWhatOnlyLooksLikeAParameter() {
        Placeholders found = Placeholders.of("SELECT x::date, ':text', :real /* AND y = :old */");
        assertThat(found.names()).containsExactly("real");
        assertThat(found.textual()).containsExactly("date", "text", "real", "old");
    }
}
