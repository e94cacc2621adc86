package io.appkit.server.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random texts of few letters, so that secrets, public values and texts overlap in every way; a seed that failed stays. */
class RedactionFuzzTest {

    private static final String REDACTED = "[redacted by appkit]";
    private static final int ROUNDS = 20_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42})
    void leavesOnlyTextsInWhichNoSecretShows(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            assertRedacted(word(random, 6), word(random, 8), word(random, 14));
        }
    }

    @FuzzTest
    void leavesOnlyTextsOfAnyLettersInWhichNoSecretShows(FuzzedDataProvider data) {
        String secret = data.consumeString(8);
        String open = data.consumeString(12);
        if (!secret.isEmpty() && !open.isEmpty()) {
            assertRedacted(secret, open, data.consumeRemainingAsString());
        }
    }

    private static void assertRedacted(String secret, String open, String text) {
        Redaction redaction = new Redaction(Map.of("SECRET", secret, "PUBLIC_APPKIT_A", open), Map.of());
        Object redacted = redaction.apply(Map.of("k1", text)).value();
        // Not by its key, which may be the secret.
        Object clean = ((Map<?, ?>) redacted).values().iterator().next();

        assertThat(clean)
                .as("secret %s, public %s, text %s", secret, open, text)
                .isEqualTo(shows(text, secret, open) ? REDACTED : text);
    }

    private static String word(Random random, int longest) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(longest) + 1; i > 0; i--) {
            word.append((char) ('a' + random.nextInt(2)));
        }
        return word.toString();
    }

    /** The rule, the slow way: marks the letters that public values cover, one occurrence at a time. */
    private static boolean shows(String text, String secret, String open) {
        if (text.equals(secret)) {
            return !text.equals(open);
        } else if (secret.length() < 3) {
            return false;
        }
        List<int[]> covered = new ArrayList<>();
        for (int i = 0; i + open.length() <= text.length(); i++) {
            if (text.startsWith(open, i)) {
                covered.add(new int[] {i, i + open.length()});
            }
        }
        for (int i = 0; i + secret.length() <= text.length(); i++) {
            int at = i;
            if (text.startsWith(secret, at)
                    && covered.stream().noneMatch(part -> part[0] <= at && at + secret.length() <= part[1])) {
                return true;
            }
        }
        return false;
    }
}
