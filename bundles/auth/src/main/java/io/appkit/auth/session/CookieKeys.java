package io.appkit.auth.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys of 256 bit that seal cookies. The first one seals, all of them open: to rotate, put the new one first and take the
 * old one away once its sessions are over.
 */
public final class CookieKeys {

    private static final int BYTES = 32;
    private static final String FILE = "cookie-key";

    private record Key(String id, SecretKey secret) {}

    private final List<Key> keys;

    private CookieKeys(List<Key> keys) {
        this.keys = keys;
    }

    /**
     * Keys of the configuration, the same on every node.
     *
     * @param encoded base64url of 32 random bytes each, as {@code openssl rand -base64 32} makes them; not empty
     * @throws IllegalArgumentException saying which one is wrong and why, without the key
     */
    public static CookieKeys of(List<String> encoded) {
        List<Key> keys = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < encoded.size(); i++) {
            byte[] bytes = decode(encoded.get(i).trim(), "key " + (i + 1) + " of " + encoded.size());
            Key key = new Key(id(bytes), new SecretKeySpec(bytes, "AES"));
            if (!ids.add(key.id)) {
                throw new IllegalArgumentException("key " + (i + 1) + " of " + encoded.size() + " is there twice");
            }
            keys.add(key);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one key");
        }
        return new CookieKeys(List.copyOf(keys));
    }

    /**
     * The key of this server alone: made once and kept, so that sessions survive a restart.
     *
     * @param folder {@code var/auth} below {@code karaf.base}; made if it is not there
     * @throws IOException if the key cannot be read or written; the message names the file
     */
    public static CookieKeys kept(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                create(folder, file);
            }
            return of(List.of(Files.readString(file, StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage() + "; without this file a new one is made", e);
        } catch (IOException e) {
            throw new IOException("Key of the session cookies, " + file + ": " + e, e);
        }
    }

    private static void create(Path folder, Path file) throws IOException {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        PrivateFiles.folder(folder);
        Path draft = PrivateFiles.create(folder.resolve(FILE + ".new"));
        Files.writeString(draft, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static byte[] decode(String encoded, String place) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(encoded.replace('+', '-').replace('/', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place + " is not base64url", e);
        }
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(place + " has " + bytes.length * 8 + " bit, but must have " + BYTES * 8);
        }
        return bytes;
    }

    private static String id(byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("appkit cookie key id".getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(digest.digest(key))
                    .substring(0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Identifiers that say nothing about the keys, the sealing one first. */
    public List<String> ids() {
        return keys.stream().map(Key::id).toList();
    }

    SecretKey secret(int index) {
        return keys.get(index).secret;
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "CookieKeys" + ids();
    }
}
