package io.appkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.files.FileAction;
import io.appkit.api.files.FilePolicies;
import io.appkit.api.files.FilePolicy;
import io.appkit.api.files.FilePolicyUser;
import io.appkit.api.files.FileResource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PolicyCombinatorsTest {

    private final List<String> asked = new ArrayList<>();
    private final FilePolicy yes = policy("yes", true);
    private final FilePolicy no = policy("no", false);

    private FilePolicy policy(String name, boolean allowed) {
        return (action, resource, user) -> {
            asked.add(name);
            return CompletableFuture.completedFuture(allowed);
        };
    }

    @Test
    void allAllowsWhatAllAllowAndAsksUpToTheFirstThatDoesNot() {
        assertThat(allows(FilePolicies.all(yes, yes))).isTrue();
        assertThat(asked).containsExactly("yes", "yes");
        asked.clear();
        assertThat(allows(FilePolicies.all(yes, no, yes))).isFalse();
        assertThat(asked).containsExactly("yes", "no");
    }

    @Test
    void anyAllowsWhatOneAllowsAndAsksUpToTheFirstThatDoes() {
        assertThat(allows(FilePolicies.any(no, no))).isFalse();
        assertThat(asked).containsExactly("no", "no");
        asked.clear();
        assertThat(allows(FilePolicies.any(no, yes, no))).isTrue();
        assertThat(asked).containsExactly("no", "yes");
    }

    @Test
    void notTurnsADecisionRound() {
        assertThat(allows(FilePolicies.not(yes))).isFalse();
        assertThat(allows(FilePolicies.not(no))).isTrue();
    }

    @Test
    void aCombinationOfNoneIsAnError() {
        assertThatThrownBy(FilePolicies::all).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(FilePolicies::any).isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean allows(FilePolicy policy) {
        return policy.allows(
                        FileAction.READ,
                        new FileResource("a", "up", OptionalLong.empty()),
                        new FilePolicyUser("ines", false))
                .toCompletableFuture()
                .join();
    }
}
