package io.appkit.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswersTest {

    @Test
    void whatTheWorkspaceSaysIsOneLineOfALogAndTurnsNothingAround() {
        assertThat(Answers.bounded("no file a\r\nb\u0085c\u2028d\u202Etxt.exe \u200F\u0000é文"))
                .isEqualTo("no file a b c d txt.exe é文");
        assertThat(Answers.bounded("x".repeat(10_000))).hasSizeLessThan(2_000).endsWith("...");
    }
}
