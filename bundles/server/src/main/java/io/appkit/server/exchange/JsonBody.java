package io.appkit.server.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** Reads JSON bodies (contract: server, section 4). */
final class JsonBody {

    private static final Duration READ = Duration.ofSeconds(30);
    private static final int BUFFER = 8192;
    private static final ObjectReader READER =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};
    private static final Set<Charset> CHARSETS = Set.of(
            StandardCharsets.UTF_8, StandardCharsets.UTF_16, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE);

    private JsonBody() {}

    static Map<String, Object> read(HttpServletRequest request, long limit) {
        String type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).contains("json")) {
            return Map.of();
        }
        Charset charset = charset(request);
        try (InputStream in = inflated(request)) {
            String text = new String(bytes(in, limit), charset);
            return parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (JsonProcessingException e) {
            throw refusal(400, "Invalid JSON body");
        } catch (IOException e) {
            throw refusal(400, "The request body could not be read");
        }
    }

    private static Map<String, Object> parse(String text) throws IOException {
        if (text.isBlank()) {
            return Map.of();
        }
        JsonNode json = READER.readTree(text);
        if (json.isArray()) {
            return Map.of();
        } else if (!json.isObject()) {
            throw refusal(400, "Invalid JSON body");
        }
        return READER.forType(OBJECT).readValue(json);
    }

    private static Charset charset(HttpServletRequest request) {
        String name = request.getCharacterEncoding();
        try {
            Charset charset = name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
            if (CHARSETS.contains(charset)) {
                return charset;
            }
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            // Refused below, as any other charset.
        }
        throw refusal(415, "Unsupported charset");
    }

    private static InputStream inflated(HttpServletRequest request) throws IOException {
        String encoding = request.getHeader("Content-Encoding");
        return switch (encoding == null ? "identity" : encoding.trim().toLowerCase(Locale.ROOT)) {
            case "identity" -> request.getInputStream();
            case "gzip" -> new GZIPInputStream(request.getInputStream());
            case "deflate" -> new InflaterInputStream(request.getInputStream());
            default -> throw refusal(415, "Unsupported content encoding");
        };
    }

    /** The limit counts inflated bytes; the deadline is for the whole body, however slowly it comes. */
    private static byte[] bytes(InputStream in, long limit) throws IOException {
        long deadline = System.nanoTime() + READ.toNanos();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            if (out.size() > limit) {
                throw refusal(413, "Request body too large");
            } else if (System.nanoTime() > deadline) {
                throw refusal(408, "The request body took too long");
            }
        }
        return out.toByteArray();
    }

    private static AppKitException refusal(int status, String text) {
        return new AppKitException(ErrorKind.VALIDATION, status, text, text, null, null);
    }
}
