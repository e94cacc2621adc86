package io.appkit.auth.session;

import static io.appkit.auth.session.SessionKit.key;
import static io.appkit.auth.session.SessionKit.keys;
import static io.appkit.auth.session.SessionKit.valid;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.util.Base64URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cookies that this server has not sealed, or not so. */
class ForgeryTest {

    private static final String NAME = "__Host-app";
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    @TempDir
    Path folder;

    private SessionKit kit;
    private Sessions sessions;

    @BeforeEach
    void start() {
        kit = new SessionKit(folder);
        sessions = kit.start();
    }

    private Found find(String value) {
        return sessions.find(List.of(NAME + "=" + value));
    }

    private void assertNone(String value) {
        assertThat(find(value)).as(value).isInstanceOf(Found.None.class);
    }

    @Test
    void noCharacterOfACookieCanBeChangedAddedOrLeftOut() throws Exception {
        String good = kit.signIn(sessions).cookies().get(NAME);
        Random random = new Random(4);
        for (int i = 0; i < good.length(); i++) {
            String before = good.substring(0, i);
            String after = good.substring(i + 1);
            char other = ALPHABET.charAt(random.nextInt(64));
            char wild = (char) (random.nextInt(94) + 33);
            // The neighbour in base64url: only a bit that may not even count at a part's end.
            char near = good.charAt(i) == '.' ? '_' : ALPHABET.charAt(ALPHABET.indexOf(good.charAt(i)) ^ 1);
            for (char changed : new char[] {other, wild, near, '=', '.', '\u00e4', '\u0141', '\n'}) {
                if (changed != good.charAt(i)) {
                    assertNone(before + changed + after);
                }
            }
            assertNone(before + after);
            assertNone(before);
            assertNone(before + "." + good.charAt(i) + after);
        }
        assertThat(find(good)).isInstanceOf(Found.Valid.class);
        assertThat(find("\"" + good + "\"")).isInstanceOf(Found.Valid.class);
    }

    @Test
    void noHeaderButOursIsEvenRead() throws Exception {
        String good = kit.signIn(sessions).cookies().get(NAME);
        String rest = good.substring(good.indexOf('.'));
        String ours = new Base64URL(good.substring(0, good.indexOf('.'))).decodeToString();
        String id = keys(1).ids().get(0);
        assertThat(ours)
                .isEqualTo(
                        "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"" + id + "\",\"typ\":\"session:__Host-app\"}");
        for (String header : List.of(
                ours.replace("dir", "none"),
                ours.replace("dir", "RSA1_5"),
                ours.replace("dir", "PBES2-HS256+A128KW\",\"p2c\":2147483647,\"p2s\":\"AAAAAAAAAAA"),
                ours.replace("A256GCM", "A128CBC-HS256"),
                ours.replace("}", ",\"zip\":\"DEF\"}"),
                ours.replace("}", ",\"crit\":[\"x\"],\"x\":1}"),
                ours.replace("}", ",\"jwk\":{\"kty\":\"oct\",\"k\":\"" + key(9) + "\"}}"),
                ours.replace("}", ",\"x\":\"" + "y".repeat(2_000) + "\"}"),
                ours.replace(id, "other"),
                ours.replace("{", "{ "),
                "{".repeat(1_000),
                "{}",
                "")) {
            assertNone(Base64URL.encode(header) + rest);
        }
        assertNone("eyJhbGciOiJub25lIn0.e30.");
    }

    @Test
    void theRightKeyWithAnotherHeaderOpensNothing() throws Exception {
        String id = keys(1).ids().get(0);
        JWEHeader.Builder builder = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM).keyID(id);
        assertNone(seal(builder.build(), "{}"));
        // A bomb: a megabyte of blanks in a kilobyte.
        assertNone(seal(builder.compressionAlgorithm(CompressionAlgorithm.DEF).build(), " ".repeat(1 << 20)));
    }

    private static String seal(JWEHeader header, String text) throws JOSEException {
        JWEObject jwe = new JWEObject(header, new Payload(text));
        jwe.encrypt(new DirectEncrypter(keys(1).secret(0)));
        return jwe.serialize();
    }

    @Test
    void whatWasSealedForAnotherPurposeIsNoSession() {
        SealedText login = new SealedText(keys(1), "login");
        String sealed = login.seal("{\"sid\":\"x\"}");
        assertThat(login.open(sealed)).contains("{\"sid\":\"x\"}");
        assertNone(sealed);
    }

    @Test
    void aSealOfAnotherVersionsSessionIsNone() {
        SealedText ours = new SealedText(keys(1), "session:__Host-app");
        for (String text : List.of("", "{}", "[]", "null", "{\"sid\":1,\"sub\":2}", "{\"sub\":\" \",\"at\":\"x\"}")) {
            assertNone(ours.seal(text));
        }
    }

    @Test
    void keysCanBeRotated() throws Exception {
        Browser old = kit.signIn(sessions);
        kit.keys = keys(2, 1);
        Sessions both = kit.start();
        assertThat(both.find(old.headers())).isInstanceOf(Found.Valid.class);
        Browser fresh = kit.signIn(both);
        assertThat(both.keyIds()).hasSize(2).doesNotHaveDuplicates();
        kit.keys = keys(2);
        Sessions second = kit.start();
        assertThat(second.find(old.headers())).isEqualTo(new Found.None("cookie not sealed by this server"));
        assertThat(second.find(fresh.headers())).isInstanceOf(Found.Valid.class);
        assertThat(sessions.find(fresh.headers())).isInstanceOf(Found.None.class);
    }

    @Test
    void ofLargeSessionsNoPartMayBeMissingAddedSwappedOrAnothers() throws Exception {
        kit.provider.tokenSize = 8_000;
        Map<String, String> parts = kit.signIn(sessions).cookies();
        Map<String, String> others = kit.signIn(sessions).cookies();
        List<String> names = List.of(NAME, NAME + ".1", NAME + ".2");
        assertThat(parts.keySet()).containsExactlyElementsOf(names);
        parts.forEach(
                (name, value) -> assertThat(name.length() + 1 + value.length()).isLessThanOrEqualTo(4_000));

        // Every way to fill the three cookies from six parts or none.
        List<String> values = new ArrayList<>(parts.values());
        values.addAll(others.values());
        values.add("");
        int good = 0;
        for (String first : values) {
            for (String second : values) {
                for (String third : values) {
                    Found found = sessions.find(List.of(header(names, List.of(first, second, third))));
                    good += found instanceof Found.Valid ? 1 : 0;
                }
            }
        }
        assertThat(good).isEqualTo(2);

        List<String> reversed = new ArrayList<>(names);
        Collections.reverse(reversed);
        List<String> backwards = new ArrayList<>(parts.values());
        Collections.reverse(backwards);
        assertThat(sessions.find(List.of(header(reversed, backwards)))).isInstanceOf(Found.Valid.class);
        assertThat(sessions.find(backwardsAsHeaders(reversed, backwards))).isInstanceOf(Found.Valid.class);
    }

    private static String header(List<String> names, List<String> values) {
        StringBuilder header = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            if (!values.get(i).isEmpty()) {
                header.append(names.get(i)).append('=').append(values.get(i)).append("; ");
            }
        }
        return header.toString();
    }

    private static List<String> backwardsAsHeaders(List<String> names, List<String> values) {
        List<String> headers = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            headers.add(names.get(i) + "=" + values.get(i));
        }
        return headers;
    }

    @Test
    void partsAreCutAtOnePlaceOnly() throws Exception {
        kit.provider.tokenSize = 4_000;
        Map<String, String> parts = kit.signIn(sessions).cookies();
        String all = String.join("", parts.values());
        for (int cut = 3_000; cut < 4_000; cut++) {
            List<String> cookies =
                    List.of(NAME + "=" + all.substring(0, cut) + "; " + NAME + ".1=" + all.substring(cut));
            assertThat(sessions.find(cookies) instanceof Found.Valid)
                    .isEqualTo(cut == parts.get(NAME).length());
        }
    }

    @Test
    void aSmallSessionAfterALargeOneLeavesNoPartBehind() throws Exception {
        kit.provider.tokenSize = 8_000;
        Browser browser = kit.signIn(sessions);
        assertThat(browser.cookies()).hasSize(3);
        kit.provider.tokenSize = 20;
        browser.accept(sessions.begin(SessionKit.ADA, kit.provider.issue(), browser.headers()));
        assertThat(browser.cookies()).hasSize(1);
        String stale = browser.headers().get(0) + "; " + NAME + ".1=x";
        assertThat(sessions.find(List.of(stale))).isInstanceOf(Found.None.class);
        assertThat(valid(sessions.find(browser.headers())).setCookies()).isEmpty();
    }

    @Test
    void amongJunkTheRightCookieIsFoundAndJunkIsNeverASession() throws Exception {
        String good = NAME + "=" + kit.signIn(sessions).cookies().get(NAME);
        Random random = new Random(20260301);
        for (int round = 0; round < 3_000; round++) {
            List<String> pairs = new ArrayList<>();
            for (int i = random.nextInt(12); i >= 0; i--) {
                pairs.add(junk(random));
            }
            boolean with = random.nextBoolean();
            if (with) {
                pairs.add(random.nextInt(pairs.size() + 1), (random.nextBoolean() ? " \t " : "") + good);
            }
            Found found = sessions.find(List.of(String.join(random.nextBoolean() ? ";" : "; ", pairs)));
            assertThat(found instanceof Found.Valid).as("%s", pairs).isEqualTo(with);
        }
    }

    /** Other apps' cookies, and what looks like ours and is not. */
    private static String junk(Random random) {
        String text = random.ints(random.nextInt(200), 32, 256)
                .filter(c -> c != ';')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String name = List.of(
                        "",
                        "x",
                        NAME + "x",
                        NAME + ".",
                        NAME + ".3",
                        NAME + ".10",
                        "__host-app",
                        NAME + " ",
                        NAME + ".1x")
                .get(random.nextInt(9));
        return random.nextInt(8) == 0 ? name : name + "=" + text;
    }

    @Test
    void oversizedAndDoubledCookiesAreRefusedAtOnce() throws Exception {
        String good = kit.signIn(sessions).cookies().get(NAME);
        assertThat(sessions.find(List.of("junk=" + "x".repeat(20_000) + "; " + NAME + "=" + good)))
                .isInstanceOf(Found.Valid.class);
        assertThat(sessions.find(List.of("junk=" + "x".repeat(70_000) + "; " + NAME + "=" + good)))
                .isEqualTo(new Found.None("cookies too large"));
        assertNone(good + "x".repeat(4_000));
        assertThat(sessions.find(List.of(NAME + "=" + good, NAME + "=" + good))).isInstanceOf(Found.Valid.class);
        assertThat(sessions.find(List.of(NAME + "=x; " + NAME + "=" + good))).isEqualTo(new Found.None("cookie twice"));
    }

    @Test
    void namesOfAppsAreMadeSafeAndStayDifferent() {
        assertThat(new SessionCookies("my-app_1", true, 443).name()).isEqualTo("__Host-my-app_1");
        assertThat(new SessionCookies("my app", true, 443).name()).matches("__Host-my_app-[0-9a-f]{8}");
        assertThat(new SessionCookies("my;app", true, 443).name())
                .isNotEqualTo(new SessionCookies("my app", true, 443).name());
        assertThat(new SessionCookies("\u00e4".repeat(500), false, 80).name()).matches("_{48}-[0-9a-f]{8}\\.80");
        assertThat(new SessionCookies("", false, 80).name()).matches("-[0-9a-f]{8}\\.80");
    }
}
