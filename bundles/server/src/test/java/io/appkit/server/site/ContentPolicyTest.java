package io.appkit.server.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentPolicyTest {

    @Test
    void withoutInlineScriptsOnlyThoseOfTheServerRun() {
        assertThat(ContentPolicy.of("<script type=\"module\" src=\"/assets/a.js\"></script>"))
                .contains("script-src 'self'; ")
                .contains("object-src 'none'", "base-uri 'self'", "frame-ancestors 'self'")
                .doesNotContain("script-src 'self' 'unsafe");
    }

    @Test
    void nothingComesFromElsewhere() {
        assertThat(ContentPolicy.of("<script type=\"module\" src=\"/assets/a.js\"></script>"))
                .contains(
                        "default-src 'self'; ",
                        "style-src 'self' 'unsafe-inline'; ",
                        "img-src 'self' data: blob:; ",
                        "connect-src 'self'; ",
                        "font-src 'self' data:; ");
    }

    @Test
    void theScriptsOfThePageRunByTheirHashAndThoseItNamesByTheirOrigin() {
        String policy = ContentPolicy.of(
                "<SCRIPT>alert(1)</SCRIPT>"
                        + "<script async src='https://cdn.example:8443/x.js?y'></script><script src=//other.example/x></script>");

        assertThat(policy)
                .contains("script-src 'self' 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"
                        + " https://cdn.example:8443; ");
    }

    @Test
    void theHashIsOfTheTextAsTheBrowserSeesIt() {
        assertThat(ContentPolicy.of("<script>a\r\nb</script>")).isEqualTo(ContentPolicy.of("<script>a\nb</script>"));
    }

    @Test
    void anOriginThatCouldEndThePolicyIsNone() {
        assertThat(ContentPolicy.of("<script src=\"https://a.example;script-src/*\"></script>"))
                .contains("script-src 'self'; ");
    }

    @Test
    void aPageWithAPolicyOfItsOwnKeepsIt() {
        assertThat(ContentPolicy.of(
                        "<META name=a http-equiv='Content-Security-Policy' content=\"script-src 'unsafe-eval'\">"))
                .isEqualTo("object-src 'none'; base-uri 'self'; frame-ancestors 'self'");
    }
}
