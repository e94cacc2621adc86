package io.appkit.server.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageTest {

    private static final String ELEMENT = "<script id=\"__appkit__\" type=\"application/json\">{}</script>";

    private static Page page(String html, String payload) {
        return Page.of(html, payload.getBytes(UTF_8));
    }

    private static String inject(String html) {
        return UTF_8.decode(page(html, "{}").bytes()).toString();
    }

    @Test
    void putsThePayloadBehindTheBodyTagWhateverItsForm() {
        assertThat(inject("<html><BODY class=\"x\">y")).isEqualTo("<html><BODY class=\"x\">" + ELEMENT + "y");
        assertThat(inject("<body>")).isEqualTo("<body>" + ELEMENT);
    }

    @Test
    void withoutABodyTagItGoesBeforeTheEndOfTheHeadOrInFront() {
        assertThat(inject("<head></HEAD>x")).isEqualTo("<head>" + ELEMENT + "</HEAD>x");
        assertThat(inject("<bodybuilder>")).startsWith(ELEMENT);
    }

    @Test
    void insertsThePayloadLiterally() {
        assertThat(UTF_8.decode(page("<body>", "{\"a\":\"$1\\\\\"}").bytes()).toString())
                .contains("$1\\\\");
    }

    @Test
    void theTagIsStrongAndFollowsThePayload() {
        assertThat(page("<body>", "{}").etag()).matches("\"[0-9a-f]{32}\"");
        assertThat(page("<body>", "{}").etag())
                .isNotEqualTo(page("<body>", "[]").etag());
    }

    @Test
    void noTextOfThePayloadEndsItsElement() {
        assertThat(BootPayload.escape("{\"a\":\"</script>&\u2028\u2029\"}"))
                .isEqualTo("{\"a\":\"\\u003c/script\\u003e\\u0026\\u2028\\u2029\"}");
    }
}
