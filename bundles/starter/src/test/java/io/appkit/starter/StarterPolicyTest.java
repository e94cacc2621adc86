package io.appkit.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.files.FileAction;
import io.appkit.api.files.FilePolicyUser;
import io.appkit.api.files.FileResource;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StarterPolicyTest {

    private static final Path STARTER = Path.of("starter", "app");

    @ParameterizedTest
    @EnumSource(FileAction.class)
    void letsUsersOfTheStarterAppDoEverything(FileAction action) {
        StarterPolicy policy = new StarterPolicy(() -> Optional.of(STARTER), STARTER);

        assertThat(policy.isOutOfPlace()).isFalse();
        assertThat(allows(policy, action)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(FileAction.class)
    void opensNothingToUsersOfAnotherApp(FileAction action) {
        StarterPolicy policy = new StarterPolicy(() -> Optional.of(Path.of("another", "app")), STARTER);

        assertThat(policy.isOutOfPlace()).isTrue();
        assertThat(allows(policy, action)).isEqualTo(action.reading());
    }

    @ParameterizedTest
    @EnumSource(FileAction.class)
    void keepsOtherVolumesAsTheyAre(FileAction action) {
        StarterPolicy policy = new StarterPolicy(() -> Optional.of(STARTER), STARTER);

        assertThat(allows(policy, action, "reports")).isEqualTo(action.reading());
    }

    @Test
    void waitsForItsOwnAppToBeServed() {
        StarterPolicy policy = new StarterPolicy(Optional::empty, STARTER);

        assertThat(policy.isOutOfPlace()).isFalse();
        assertThat(allows(policy, FileAction.UPLOAD)).isFalse();
    }

    private static boolean allows(StarterPolicy policy, FileAction action) {
        return allows(policy, action, "files");
    }

    private static boolean allows(StarterPolicy policy, FileAction action, String volume) {
        return policy.allows(
                        action, new FileResource("a.txt", volume, OptionalLong.empty()), new FilePolicyUser("1", false))
                .toCompletableFuture()
                .join();
    }
}
