package io.appkit.auth.session;

import static io.appkit.auth.session.SessionKit.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of the configuration, and the key of a server's own. */
class CookieKeysTest {

    @TempDir
    Path folder;

    @Test
    void theKeptKeyIsMadeOnceAndReadableByTheServerAlone() throws Exception {
        Path auth = folder.resolve("var/auth");
        CookieKeys first = CookieKeys.kept(auth);
        assertThat(CookieKeys.kept(auth).ids()).isEqualTo(first.ids()).hasSize(1);
        assertThat(CookieKeys.kept(folder.resolve("other")).ids()).isNotEqualTo(first.ids());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(auth.resolve("cookie-key"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(auth)))
                .isEqualTo("rwx------");
        assertThat(auth).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void aDamagedKeptKeyIsAnErrorThatNamesTheFile() throws Exception {
        Files.writeString(folder.resolve("cookie-key"), "c2hvcnQ");
        assertThatThrownBy(() -> CookieKeys.kept(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cookie-key: key 1 of 1 has 40 bit, but must have 256")
                .hasMessageNotContaining("c2hvcnQ");
    }

    @Test
    void wrongKeysAreNamedByTheirPlaceAndNotShown() {
        assertThatThrownBy(() -> CookieKeys.of(List.of())).hasMessage("there must be at least one key");
        assertThatThrownBy(() -> CookieKeys.of(List.of(key(1), "no key at all!")))
                .hasMessage("key 2 of 2 is not base64url");
        assertThatThrownBy(() -> CookieKeys.of(List.of(key(1), key(2), key(1) + "=")))
                .hasMessage("key 3 of 3 is there twice");
    }

    @Test
    void base64IsAsGoodAsBase64url() {
        String url = "-_" + key(1).substring(2);
        assertThat(CookieKeys.of(List.of(url.replace('-', '+').replace('_', '/') + "="))
                        .ids())
                .isEqualTo(CookieKeys.of(List.of(url)).ids());
    }
}
