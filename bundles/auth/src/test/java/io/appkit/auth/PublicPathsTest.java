package io.appkit.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicPathsTest {

    private final PublicPaths paths = new PublicPaths(List.of("/hooks/orders"), true, () -> false);

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/ready", "/hooks/orders", "/health?x=/api/y"})
    void theseAreOpenToAnybody(String target) {
        assertThat(paths.contains(TestRequest.get(target))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/HEALTH",
                "/Health",
                "/health/",
                "/health//",
                "//health",
                "/health;x",
                "/health;/../api",
                "/health/..",
                "/health/../api/x",
                "/%68ealth",
                "/health%2f",
                "/health%00",
                "/health%20",
                "/health ",
                "/health/ready/",
                "/health/ready/x",
                "/./health",
                "/api/../health",
                "/health\\",
                "/health.",
                "/healthz",
                "/hooks/orders/",
                "/hooks/orders/1",
                "/hooks",
                "/hooks/Orders",
                "/hooks//orders",
                "/hooks/orders;a=b",
                "/hooks/%6frders",
                "/hooks%2forders",
                "health",
                "",
                "/",
                "http://a/health",
                "/oidc/v1/authorize",
                "/oidc/v1/logout",
                "/.auth/login",
                "/.auth/login/x",
                "/assets/app-1aB2c3D4.js",
                "*"
            })
    void noOtherSpellingIs(String path) {
        assertThat(paths.contains(TestRequest.get(path))).isFalse();
    }

    @Test
    void filesOfTheBuildAreOpenUnlessTheyArePrivate() {
        TestRequest asset = TestRequest.get("/assets/app-1aB2c3D4.js").asAsset();

        assertThat(paths.contains(asset)).isTrue();
        assertThat(new PublicPaths(List.of(), false, () -> false).contains(asset))
                .isFalse();
    }

    @Test
    void pagesOfTheLocalWorkspaceAreOpenWhileItRuns() {
        PublicPaths local = new PublicPaths(List.of(), true, () -> true);

        assertThat(local.contains(TestRequest.get("/oidc/v1/authorize?x=y"))).isTrue();
        assertThat(local.contains(TestRequest.get("/oidc/v1/logout"))).isTrue();
        assertThat(local.contains(TestRequest.get("/oidc/v1/token"))).isFalse();
    }
}
