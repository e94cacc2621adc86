package io.appkit.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.appkit.api.AppKitException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.util.Arrays;

/** Whatever is sent as a JSON body is an object, or is refused with a client error. */
class JsonBodyFuzzTest {

    private static final int LIMIT = 10_000;

    @FuzzTest
    void isReadOrRefused(FuzzedDataProvider data) {
        String charset = data.pickValue(new String[] {"utf-8", "utf-16", "utf-16le", "latin1", "?"});
        String encoding = data.pickValue(new String[] {"identity", "gzip", "deflate", "br"});
        byte[] body = data.consumeRemainingAsBytes();
        try {
            assertThat(JsonBody.read(request(charset, encoding, body), LIMIT)).isNotNull();
        } catch (AppKitException e) {
            assertThat(e.status()).isBetween(400, 499);
            assertThat(e.clientMessage()).isNotEmpty();
        }
    }

    private static HttpServletRequest request(String charset, String encoding, byte[] body) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getContentType" -> "application/json";
                    case "getCharacterEncoding" -> charset;
                    case "getContentLengthLong" -> (long) body.length;
                    case "getContentLength" -> body.length;
                    case "getHeader" ->
                        "content-encoding".equalsIgnoreCase(String.valueOf(arguments[0])) ? encoding : null;
                    case "getInputStream" -> new Body(body);
                    default -> throw new UnsupportedOperationException(method + Arrays.toString(arguments));
                });
    }

    private static final class Body extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Body(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {}
    }
}
