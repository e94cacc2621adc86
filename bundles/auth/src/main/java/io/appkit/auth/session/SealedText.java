package io.appkit.auth.session;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.util.Base64URL;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Text that browsers keep for this server and can neither read nor change: compact JWE, {@code dir} with {@code A256GCM}
 * and nothing else. A header must be, byte for byte, one that this server writes, so that algorithm, compression and
 * purpose are settled before anything of a foreign header is interpreted.
 */
public final class SealedText {

    private final JWEHeader header;
    private final DirectEncrypter encrypter;
    private final Map<String, DirectDecrypter> decrypters;

    /**
     * Creates it.
     *
     * @param keys the first seals, all open
     * @param purpose of letters, digits and {@code . : _ -}; what was sealed for another one is not opened
     */
    public SealedText(CookieKeys keys, String purpose) {
        if (!purpose.matches("[A-Za-z0-9.:_-]+")) {
            throw new IllegalArgumentException("not a purpose: " + purpose);
        }
        try {
            List<String> ids = keys.ids();
            Map<String, DirectDecrypter> byHeader = new HashMap<>();
            for (int i = 0; i < ids.size(); i++) {
                byHeader.put(header(ids.get(i), purpose).toString(), new DirectDecrypter(keys.secret(i)));
            }
            decrypters = Map.copyOf(byHeader);
            header = JWEHeader.parse(header(ids.get(0), purpose));
            encrypter = new DirectEncrypter(keys.secret(0));
        } catch (JOSEException | ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Written here and not by the library, so that all of its versions agree on the bytes. */
    private static Base64URL header(String keyId, String purpose) {
        return Base64URL.encode("{\"alg\":\"" + JWEAlgorithm.DIR + "\",\"enc\":\"" + EncryptionMethod.A256GCM
                + "\",\"kid\":\"" + keyId + "\",\"typ\":\"" + purpose + "\"}");
    }

    /** Seals a text; letters, digits, {@code . _ -} come out. */
    public String seal(String text) {
        JWEObject sealed = new JWEObject(header, new Payload(text));
        try {
            sealed.encrypt(encrypter);
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot seal", e);
        }
        return sealed.serialize();
    }

    /** Opens what {@link #seal} made with one of the keys and for the same purpose; empty for anything else. */
    public Optional<String> open(String sealed) {
        int dot = sealed.indexOf('.');
        DirectDecrypter decrypter = dot < 0 ? null : decrypters.get(sealed.substring(0, dot));
        if (decrypter == null) {
            return Optional.empty();
        }
        try {
            JWEObject parsed = JWEObject.parse(sealed);
            parsed.decrypt(decrypter);
            // The library's decoder skips what is not base64url; only one spelling of a text is its seal.
            return parsed.serialize().equals(sealed) && canonical(parsed)
                    ? Optional.of(parsed.getPayload().toString())
                    : Optional.empty();
        } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static boolean canonical(JWEObject parsed) {
        return parsed.getEncryptedKey() == null
                && canonical(parsed.getIV())
                && canonical(parsed.getCipherText())
                && canonical(parsed.getAuthTag());
    }

    private static boolean canonical(Base64URL part) {
        return Base64URL.encode(part.decode()).equals(part);
    }
}
