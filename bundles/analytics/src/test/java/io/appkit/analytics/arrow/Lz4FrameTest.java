package io.appkit.analytics.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.BlockSize;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Lz4FrameTest {

    private static final Random RANDOM = new Random(4711);

    /** More than a block; parts repeat near and far, are runs, and cannot be compressed. */
    private static byte[] content() {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] noise = new byte[1000];
        for (int i = 0; content.size() < 150_000; i++) {
            if (i % 7 == 0) {
                RANDOM.nextBytes(noise);
            }
            content.writeBytes(noise);
            content.writeBytes("ab".repeat(i % 400).getBytes(StandardCharsets.UTF_8));
            content.writeBytes(new byte[i % 300]);
        }
        return content.toByteArray();
    }

    private static byte[] frame(byte[] content, boolean checksums, boolean linked) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        try (FramedLZ4CompressorOutputStream out = new FramedLZ4CompressorOutputStream(
                frame, new Parameters(BlockSize.K64, checksums, checksums, linked))) {
            out.write(content);
        }
        return frame.toByteArray();
    }

    private static byte[] read(byte[] frame, int length) {
        byte[] out = new byte[length + 20];
        int read = Lz4Frame.read(ByteBuffer.wrap(frame), out, 10, out.length - 10);
        return Arrays.copyOfRange(out, 10, 10 + read);
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void readsWhatOthersWrite(boolean checksums, boolean linked) throws IOException {
        byte[] content = content();
        assertThat(read(frame(content, checksums, linked), content.length)).isEqualTo(content);
    }

    @Test
    void contentThatIsLongerThanAnnouncedFails() throws IOException {
        byte[] frame = frame(content(), false, true);
        assertThatThrownBy(() -> read(frame, 100_000)).hasMessageContaining("more content than announced");
    }

    @Test
    void damagedFramesNeverDoAnythingButPassOrFail() throws IOException {
        byte[] content = Arrays.copyOf(content(), 5_000);
        byte[] frame = frame(content, false, true);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged =
                    Arrays.copyOf(frame, RANDOM.nextInt(10) == 0 ? RANDOM.nextInt(frame.length) : frame.length);
            for (int i = 0; i < round % 4 && damaged.length > 0; i++) {
                damaged[RANDOM.nextInt(damaged.length)] = (byte) RANDOM.nextInt();
            }
            byte[] out = new byte[content.length + 20];
            try {
                assertThat(Lz4Frame.read(ByteBuffer.wrap(damaged), out, 10, out.length - 10))
                        .isLessThanOrEqualTo(content.length);
            } catch (RuntimeException e) {
                assertThat(e).isNotInstanceOf(IllegalStateException.class);
            }
            assertThat(Arrays.copyOf(out, 10)).containsOnly(0);
            assertThat(Arrays.copyOfRange(out, out.length - 10, out.length)).containsOnly(0);
        }
    }
}
