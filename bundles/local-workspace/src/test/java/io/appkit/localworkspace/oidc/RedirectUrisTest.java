package io.appkit.localworkspace.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectUrisTest {

    private final RedirectUris uris = new RedirectUris(Optional.of("https://app.example.com"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8000/.auth/callback",
                "http://localhost:8020",
                "http://127.0.0.2:8000/.auth/callback",
                "http://[::1]:8000/callback?x=1",
                "https://localhost:8443/.auth/callback",
                "https://app.example.com/.auth/callback"
            })
    void thisMachineAndTheAppItselfAreAllowed(String uri) {
        assertThat(uris.allowsAfterSignIn(uri)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//localhost/",
                "localhost:8000",
                "http:localhost",
                "http:///localhost",
                "http://",
                "ftp://localhost/",
                "javascript:alert(1)",
                "data:text/html,x",
                "HTTP://localhost.evil.example/",
                "http://localhost.evil.example/",
                "http://127.0.0.1.evil.example/",
                "http://127.0.0.1@evil.example/",
                "http://localhost:80@evil.example/",
                "http://evil.example#@localhost/",
                "http://evil.example/#localhost",
                "http://localhost/#fragment",
                "http://evil.example\\@localhost/",
                "http://localhost\\.evil.example/",
                "http://localhost%2eevil.example/",
                "http://evil.example?@localhost/",
                "http://localhost /",
                "http://localhost\t/",
                "http://localhost/\r\nSet-Cookie:x=y",
                "http://localhost/\u00e9",
                "http://user@localhost/",
                "http://0x7f.1/",
                "http://2130706433/",
                "http://0.0.0.0/",
                "http://10.0.0.1/",
                "https://app.example.com/",
                "https://app.example.com/.auth/callback/",
                "https://app.example.com/.auth/callback?next=x",
                "https://app.example.com/.auth/../evil",
                "https://app.example.com:444/.auth/callback",
                "http://app.example.com/.auth/callback",
                "https://app.example.com.evil.example/.auth/callback"
            })
    void everythingElseIsNot(String uri) {
        assertThat(uris.allowsAfterSignIn(uri)).isFalse();
        assertThat(uris.allowsAfterSignOut(uri)).isFalse();
    }

    @Test
    void signingOutLeadsToTheAppsOwnPage() {
        assertThat(uris.allowsAfterSignOut("https://app.example.com/.auth/signed-out"))
                .isTrue();
        assertThat(uris.allowsAfterSignOut("https://app.example.com/.auth/callback"))
                .isFalse();
        assertThat(new RedirectUris(Optional.of("https://app.example.com/"))
                        .allowsAfterSignIn("https://app.example.com/.auth/callback"))
                .isTrue();
        assertThat(new RedirectUris(Optional.of("HTTPS://App.example.com:443"))
                        .allowsAfterSignIn("https://app.example.com/.auth/callback"))
                .isTrue();
        assertThat(new RedirectUris(Optional.of("not a url")).allowsAfterSignIn("not a url/.auth/callback"))
                .isFalse();
        assertThat(new RedirectUris(Optional.empty()).allowsAfterSignIn("https://app.example.com/.auth/callback"))
                .isFalse();
    }
}
