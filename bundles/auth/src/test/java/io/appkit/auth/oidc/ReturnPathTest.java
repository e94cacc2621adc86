package io.appkit.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnPathTest {

    private static final String ORIGIN = "https://app.example.com";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/reports",
                "/reports/2026?x=1&y=a%20b",
                "/a%20b",
                "/a.b/c..d/...",
                "/x?u=https://a.b//c",
                "/@user",
                "/a:b",
                "/x?y=%0d%0a",
                "/~me/!$'()*+,=-_"
            })
    void keepsPathsOfThisServer(String path) {
        assertThat(ReturnPath.of(path)).isEqualTo(path);
        assertThat(originAfterResolving(ORIGIN + path)).isEqualTo(ORIGIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.auth/login", "/.auth/logout?x"})
    void doesNotLeadBackToTheSignIn(String path) {
        assertThat(ReturnPath.of(path)).isEqualTo("/");
    }

    @Test
    void leadsNowhereElse() {
        Set<String> corpus = corpus();
        assertThat(corpus).hasSizeGreaterThan(500);

        for (String wanted : corpus) {
            String path = ReturnPath.of(wanted);
            assertThat(path).as(wanted).startsWith("/").doesNotStartWith("//").matches("[\\x21-\\x7E]+");
            // As it is used, and as a careless reader would use it.
            assertThat(originAfterResolving(ORIGIN + path)).as(wanted).isEqualTo(ORIGIN);
            assertThat(originAfterResolving(path)).as(wanted).isEqualTo(ORIGIN);
        }
    }

    @Test
    void refusesWhatBrowsersTakeForAnotherPlace() {
        assertThat(corpus().stream()
                        .filter(wanted -> !originAfterResolving(wanted).equals(ORIGIN)))
                .hasSizeGreaterThan(200)
                .allSatisfy(wanted -> assertThat(ReturnPath.of(wanted)).isEqualTo("/"));
    }

    /** Strings that have fooled others, and combinations of what they are made of. */
    private static Set<String> corpus() {
        Set<String> corpus = new LinkedHashSet<>(List.of(
                "",
                " ",
                "#",
                "?",
                "https:evil.example",
                "https:/evil.example",
                "https:///evil.example",
                "HTTPS://evil.example",
                "javascript:alert(1)",
                "java\nscript:alert(1)",
                "JaVaScRiPt:alert(1)",
                "data:text/html,x",
                "vbscript:x",
                "file:///etc/passwd",
                "ftp://evil.example",
                "mailto:a@b",
                "about:blank",
                "blob:https://evil.example/x",
                "view-source:x",
                "http://[::1]/",
                "//[::1]/",
                "//0x7f.1/",
                "//2130706433/",
                "evil.example",
                "www.evil.example",
                ".evil.example",
                "@evil.example",
                ":80",
                ":443/",
                "..//evil.example",
                "../../evil",
                "./x",
                "x",
                "\\",
                "\\\\",
                "/\\/",
                "/%5c%5cevil.example",
                "/%2f%2fevil.example",
                "/%2F/evil.example",
                "/%2e%2e//evil.example",
                "/..;/evil",
                "/;/evil.example",
                "/;@evil.example",
                "/.evil.example",
                "/..",
                "/.",
                "/../",
                "/..//evil.example",
                "/.//evil.example",
                "/a/..//evil.example",
                "/a/%2e%2e//evil.example",
                "/%",
                "/%zz",
                "/%0d%0aSet-Cookie:x=y",
                "/\r\nLocation: https://evil.example",
                "/\u0000",
                "/%00",
                "/\u2028",
                "/\u2029",
                "/\ufeff",
                "/\u202e",
                "\u0000//evil.example",
                "/x\nhttps://evil.example",
                "/\u00a0/evil.example",
                "/%c0%af/evil.example",
                "/%252f%252fevil.example",
                "/%u2215evil.example",
                "/" + "a".repeat(2000),
                "/\ud800",
                "/<script>",
                "/\"onload=x",
                "//google.com/%2f..",
                "///google.com/%2f..",
                "////google.com/%2e%2e",
                "/https://evil.example",
                "/\\google.com",
                "/%09/evil.example",
                "/%5cevil.example",
                "//%0aevil.example",
                "/%68ttps://evil.example"));
        List<String> starts = List.of(
                "/",
                "//",
                "///",
                "////",
                "\\",
                "/\\",
                "\\/",
                "\\\\",
                "/\\/",
                "https://",
                "https:",
                "http://",
                "https:\\\\",
                "///\\",
                "/\t/",
                "/\n/",
                "/\r/",
                "\t//",
                " //",
                "\u000b//",
                "\u001f//",
                "/\u2215",
                "/\u2044",
                "\uff0f\uff0f",
                "/\uff0f",
                "\u2215\u2215",
                "/%2f",
                "/%5c",
                "/./",
                "/..//",
                "/;/",
                "/%09/",
                "@",
                "//@",
                "/@",
                "//user:pw@");
        List<String> hosts = List.of(
                "evil.example",
                "evil.example:443",
                "app.example.com@evil.example",
                "evil.example/app.example.com",
                "evil.example\\@app.example.com",
                "app.example.com.evil.example",
                "evil.example#app.example.com",
                "evil.example?app.example.com",
                "evil%2eexample",
                "evil\u3002example",
                "\u24d4vil.example",
                "[::ffff:7f00:1]",
                "evil.example/%2e%2e",
                "0",
                "localhost:8080");
        for (String start : starts) {
            hosts.forEach(host -> corpus.add(start + host));
        }
        return corpus;
    }

    /**
     * Where a browser would go from a page of the sign-in, by the URL standard: control characters and spaces fall off the
     * ends, tabs and line ends out of the middle, backslashes are slashes, and any number of slashes may precede the host.
     */
    private static String originAfterResolving(String reference) {
        String text =
                reference.replaceAll("^[\\x00-\\x20]+|[\\x00-\\x20]+$", "").replaceAll("[\\t\\n\\r]", "");
        String scheme = text.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*:.*")
                ? text.substring(0, text.indexOf(':')).toLowerCase(java.util.Locale.ROOT)
                : "";
        if (!scheme.isEmpty() && !Stream.of("https", "http", "ftp").anyMatch(scheme::equals)) {
            return scheme + ":";
        }
        String rest = (scheme.isEmpty() ? text : text.substring(scheme.length() + 1)).replace('\\', '/');
        boolean relative = scheme.isEmpty() || (scheme.equals("https") && !rest.startsWith("//"));
        if (relative && !rest.startsWith("//")) {
            return ORIGIN;
        }
        String authority = rest.replaceAll("^/+", "").replaceAll("(?s)[/?#].*$", "");
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        return (scheme.isEmpty() ? "https" : scheme) + "://" + host;
    }
}
