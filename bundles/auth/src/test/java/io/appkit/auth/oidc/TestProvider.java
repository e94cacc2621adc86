package io.appkit.auth.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A workspace with an OpenID provider, as good or bad as a test wants it. */
final class TestProvider implements AutoCloseable {

    static final String CLIENT = "client";
    static final String SECRET = "client-secret-4711";

    enum Signing {
        RIGHT,
        NONE,
        SHARED_SECRET,
        FOREIGN_KEY
    }

    private record Grant(String challenge, String nonce, String redirectUri) {}

    private static final RSAKey KEY = newKey();
    private static final RSAKey FOREIGN = newKey();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Grant> codes = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final BlockingQueue<String> revocations = new LinkedBlockingQueue<>();
    final Map<String, String> given = new ConcurrentHashMap<>();

    private volatile RSAKey key = KEY;
    volatile Signing signing = Signing.RIGHT;
    volatile UnaryOperator<JWTClaimsSet.Builder> claims = UnaryOperator.identity();
    volatile UnaryOperator<Map<String, Object>> metadata = UnaryOperator.identity();
    volatile boolean html;
    volatile boolean hanging;
    volatile boolean silent;
    volatile boolean endless;
    volatile boolean garbled;
    volatile int status = 200;
    volatile long renewedFor = 60;
    volatile String tokenError = "";

    TestProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void rotateKey() {
        key = FOREIGN;
    }

    /** What the browser brings back after the person has signed in. */
    String authorize(URI authorization) {
        Map<String, List<String>> query = URLUtils.parseParameters(authorization.getRawQuery());
        String code = "code-" + UUID.randomUUID();
        codes.put(
                code,
                new Grant(
                        query.get("code_challenge").get(0),
                        query.get("nonce").get(0),
                        query.get("redirect_uri").get(0)));
        given.put("code", code);
        given.put("nonce", query.get("nonce").get(0));
        given.put("state", query.get("state").get(0));
        return "code=" + code + "&state=" + query.get("state").get(0);
    }

    int calls(String path) {
        return calls.getOrDefault(path, new AtomicInteger()).get();
    }

    /** The next request to revoke a token: how the client showed who it is, and the form. */
    String awaitRevocation() throws InterruptedException {
        return String.valueOf(revocations.poll(30, TimeUnit.SECONDS));
    }

    void awaitCalls(String path, int count) throws InterruptedException {
        synchronized (calls) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (calls(path) < count && System.nanoTime() < end) {
                calls.wait(1000);
            }
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        synchronized (calls) {
            calls.computeIfAbsent(path, name -> new AtomicInteger()).incrementAndGet();
            calls.notifyAll();
        }
        try (exchange) {
            if (hanging) {
                closing.await();
            } else if (endless) {
                exchange.sendResponseHeaders(200, 0);
                byte[] rubbish = new byte[65_536];
                for (int i = 0; i < 64; i++) {
                    exchange.getResponseBody().write(rubbish);
                }
            } else if (silent) {
                return;
            } else if (html) {
                answer(exchange, 200, "text/html", "<html>maintenance</html>");
            } else {
                answer(exchange, path);
            }
        } catch (InterruptedException | JOSEException e) {
            throw new IOException(e);
        }
    }

    private void answer(HttpExchange exchange, String path) throws IOException, JOSEException {
        switch (path) {
            case "/.well-known/databricks-config" -> json(exchange, 200, Map.of("oidc_endpoint", url() + "/oidc"));
            case "/oidc/.well-known/openid-configuration" -> json(exchange, 200, metadata.apply(description()));
            case "/oidc/jwks" -> json(exchange, 200, new JWKSet(key.toPublicJWK()).toJSONObject());
            case "/oidc/v1/token" -> token(exchange);
            case "/oidc/v1/revoke" -> revoke(exchange);
            default -> json(exchange, 404, Map.of());
        }
    }

    private Map<String, Object> description() {
        Map<String, Object> description = new HashMap<>();
        description.put("issuer", url() + "/oidc");
        description.put("authorization_endpoint", url() + "/oidc/v1/authorize");
        description.put("token_endpoint", url() + "/oidc/v1/token");
        description.put("jwks_uri", url() + "/oidc/jwks");
        description.put("revocation_endpoint", url() + "/oidc/v1/revoke");
        description.put("end_session_endpoint", url() + "/oidc/v1/logout");
        description.put("response_types_supported", List.of("code"));
        description.put("subject_types_supported", List.of("public"));
        description.put("id_token_signing_alg_values_supported", List.of("RS256"));
        return description;
    }

    private void token(HttpExchange exchange) throws IOException, JOSEException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, List<String>> form = URLUtils.parseParameters(body);
        if (!tokenError.isEmpty()) {
            json(exchange, 400, Map.of("error", tokenError, "error_description", "<b>secret-description</b>"));
            return;
        }
        if (form.get("grant_type").equals(List.of("refresh_token"))) {
            json(exchange, status, Map.of("access_token", "renewed", "token_type", "Bearer", "expires_in", renewedFor));
            return;
        }
        Grant grant = codes.remove(form.getOrDefault("code", List.of("")).get(0));
        if (grant == null || !verified(form, grant)) {
            json(exchange, 400, Map.of("error", "invalid_grant"));
            return;
        }
        given.put("access", "access-" + UUID.randomUUID());
        given.put("refresh", "refresh-" + UUID.randomUUID());
        given.put("verifier", form.get("code_verifier").get(0));
        given.put("id", garbled ? "no-token" : idToken(grant.nonce).serialize());
        json(
                exchange,
                200,
                Map.of(
                        "access_token", given.get("access"),
                        "refresh_token", given.get("refresh"),
                        "id_token", given.get("id"),
                        "token_type", "Bearer",
                        "expires_in", 3600));
    }

    private void revoke(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        revocations.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
        json(exchange, status, Map.of());
    }

    private static boolean verified(Map<String, List<String>> form, Grant grant) {
        CodeVerifier verifier = new CodeVerifier(form.get("code_verifier").get(0));
        return CodeChallenge.compute(CodeChallengeMethod.S256, verifier)
                        .getValue()
                        .equals(grant.challenge)
                && form.get("redirect_uri").equals(List.of(grant.redirectUri));
    }

    private JWT idToken(String nonce) throws JOSEException {
        JWTClaimsSet set = claims.apply(new JWTClaimsSet.Builder()
                        .issuer(url() + "/oidc")
                        .audience(CLIENT)
                        .subject("ada@example.com")
                        .claim("nonce", nonce)
                        .issueTime(new Date())
                        .expirationTime(Date.from(Instant.now().plusSeconds(300))))
                .build();
        if (signing == Signing.NONE) {
            return new PlainJWT(set);
        } else if (signing == Signing.SHARED_SECRET) {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), set);
            token.sign(new MACSigner((SECRET + SECRET).getBytes(StandardCharsets.UTF_8)));
            return token;
        }
        RSAKey signer = signing == Signing.FOREIGN_KEY ? FOREIGN : key;
        String named = signing == Signing.FOREIGN_KEY ? key.getKeyID() : signer.getKeyID();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(named).build(), set);
        token.sign(new RSASSASigner(signer));
        return token;
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void json(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        answer(exchange, status, "application/json", JSONObjectUtils.toJSONString(body));
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
