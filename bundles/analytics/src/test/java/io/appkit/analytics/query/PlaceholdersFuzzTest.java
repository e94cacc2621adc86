package io.appkit.analytics.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever the SQL is: what counts as a parameter looks like one, and nothing inside of a text or a comment does. */
class PlaceholdersFuzzTest {

    @FuzzTest
    void parametersAreFoundInCodeOnly(FuzzedDataProvider data) {
        String sql = data.consumeRemainingAsString();
        Placeholders found = Placeholders.of(sql);
        assertThat(found.textual()).containsAll(found.names());
        assertThat(found.names()).allMatch(name -> name.matches("[a-zA-Z_]\\w*"));

        String plain = sql.replaceAll("[^a-z :,()]", "").replace("::", ":");
        assertThat(Placeholders.of("SELECT '" + plain + "', `" + plain + "` /*" + plain + "*/ --" + plain)
                        .names())
                .isEmpty();
        assertThat(Placeholders.of("SELECT '" + plain + "' /*" + plain + "*/ --" + plain + "\n, :last")
                        .names())
                .containsExactly("last");
    }
}
