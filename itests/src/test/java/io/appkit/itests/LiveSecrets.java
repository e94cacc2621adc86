package io.appkit.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Secrets that are in use, and the search for them. */
final class LiveSecrets {

    /** Shorter parts of a secret help nobody. */
    private static final int TELLING = 20;

    private static final int TAG_BITS = 128;

    private final Map<String, String> byName = new LinkedHashMap<>();

    LiveSecrets add(String name, String secret) {
        assertThat(secret).as(name).hasSizeGreaterThanOrEqualTo(TELLING);
        byName.put(name, secret);
        return this;
    }

    /**
     * A session: its cookies, and the tokens in them, which only the key of the cookies brings to light.
     *
     * @param cookie value of the header {@code Cookie}
     * @param key base64url of the key
     */
    LiveSecrets addSession(String cookie, String key) throws Exception {
        String sealed = Arrays.stream(cookie.split("; ", -1))
                .sorted()
                .map(pair -> pair.substring(pair.indexOf('=') + 1))
                .collect(Collectors.joining());
        String[] parts = sealed.split("\\.", -1);
        JsonNode session = new ObjectMapper().readTree(open(parts, Base64.getUrlDecoder(), key));
        return add("cookie", sealed)
                .add("session id", session.path("sid").asText())
                .add("access token", session.path("at").asText())
                .add("refresh token", session.path("rt").asText());
    }

    /** Compact JWE, {@code dir} with {@code A256GCM}. */
    private static byte[] open(String[] parts, Base64.Decoder base64, String key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(base64.decode(key), "AES"),
                new GCMParameterSpec(TAG_BITS, base64.decode(parts[2])));
        cipher.updateAAD(parts[0].getBytes(StandardCharsets.US_ASCII));
        byte[] text = base64.decode(parts[3]);
        byte[] tag = base64.decode(parts[4]);
        byte[] sealed = Arrays.copyOf(text, text.length + tag.length);
        System.arraycopy(tag, 0, sealed, text.length, tag.length);
        return cipher.doFinal(sealed);
    }

    /** Neither they nor telling parts of them are in a text, wherever its lines break. */
    void assertAbsentFrom(String where, String text) {
        String unbroken = text.replaceAll("\\s", "");
        byName.forEach((name, secret) -> {
            for (int from = 0; from + TELLING <= secret.length(); from += TELLING) {
                if (unbroken.contains(secret.substring(from, from + TELLING))) {
                    throw new AssertionError(name + " in " + where + ":\n" + text);
                }
            }
        });
    }
}
