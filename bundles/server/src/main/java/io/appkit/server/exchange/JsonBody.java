package io.appkit.server.exchange;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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
    private static final String MALFORMED = "Invalid JSON body";
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final ObjectReader OBJECTS =
            new ObjectMapper().readerFor(new TypeReference<LinkedHashMap<String, Object>>() {});
    private static final Set<Charset> CHARSETS = Set.of(
            StandardCharsets.UTF_8, StandardCharsets.UTF_16, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE);

    private JsonBody() {}

    static Map<String, Object> read(HttpServletRequest request, long limit) {
        String type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).contains("json") || request.getContentLengthLong() == 0) {
            return Map.of();
        }
        Charset charset = charset(request);
        try (InputStream in = inflated(request)) {
            String text = text(bytes(in, bufferLength(request), limit), charset);
            return parse(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        } catch (JsonProcessingException e) {
            throw refusal(400, MALFORMED);
        } catch (CharacterCodingException e) {
            throw refusal(400, "The request body is not valid " + charset);
        } catch (IOException e) {
            throw refusal(400, "The request body could not be read");
        }
    }

    private static Map<String, Object> parse(String text) throws IOException {
        if (text.isEmpty()) {
            return Map.of();
        }
        try (JsonParser parser = OBJECTS.createParser(text)) {
            Map<String, Object> object = Map.of();
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                object = OBJECTS.readValue(parser);
            } else if (first == JsonToken.START_ARRAY) {
                parser.skipChildren();
            } else {
                throw refusal(400, MALFORMED);
            }
            if (parser.nextToken() != null) {
                throw refusal(400, MALFORMED);
            }
            return object;
        }
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

    private static String text(byte[] bytes, Charset charset) throws CharacterCodingException {
        Charset exact = charset.equals(StandardCharsets.UTF_16) ? utf16(bytes) : charset;
        String text = new String(bytes, exact);
        if (text.indexOf('\uFFFD') >= 0) {
            // Sent as such, or put in place of what is malformed: a strict decoder knows.
            exact.newDecoder().decode(ByteBuffer.wrap(bytes));
        }
        return text;
    }

    /** Without a mark at its front, the zero beside the first character, which is always a small one, tells the order. */
    private static Charset utf16(byte[] bytes) {
        boolean marked = bytes.length > 1 && (bytes[0] & bytes[1]) == (byte) 0xFE;
        boolean little = bytes.length > 1 && bytes[marked ? 0 : 1] == (marked ? (byte) 0xFF : 0);
        return little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
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

    /** Most bodies are far shorter than a buffer, and fill one of their own length. */
    private static int bufferLength(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length > 0 && length < BUFFER ? (int) length : BUFFER;
    }

    /** The limit counts inflated bytes; the deadline is for the whole body, however slowly it comes. */
    private static byte[] bytes(InputStream in, int bufferLength, long limit) throws IOException {
        long deadline = System.nanoTime() + READ.toNanos();
        ByteArrayOutputStream out = new ByteArrayOutputStream(bufferLength);
        byte[] buffer = new byte[bufferLength];
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
