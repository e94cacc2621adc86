package io.appkit.shell;

import io.appkit.api.AppKitException;
import io.appkit.api.Caller;
import io.appkit.api.ErrorKind;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.files.FileContent;
import io.appkit.api.files.FileEntry;
import io.appkit.api.files.FileMetadata;
import io.appkit.api.files.FilePreview;
import io.appkit.api.files.FileVolume;
import io.appkit.api.files.Files;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Two volumes in memory. */
final class FixedFiles implements Files {

    final Map<String, byte[]> content = new TreeMap<>();
    final List<FileEntry> entries = new ArrayList<>();
    final AtomicInteger open = new AtomicInteger();
    Optional<RuntimeException> failure = Optional.empty();
    OptionalLong told = OptionalLong.empty();
    int breaksAfter = Integer.MAX_VALUE;
    Runnable atEachRead = () -> {};
    Duration limit = Duration.ZERO;
    String listed = "";

    static AppKitException refused(int status, String message) {
        return new AppKitException(ErrorKind.EXECUTION, status, message, "no", null, null);
    }

    @Override
    public Files asUser(Caller caller) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Files within(Duration duration) {
        limit = duration;
        return this;
    }

    @Override
    public Files until(Cancellation cancellation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> volumes() {
        return List.of("files", "reports");
    }

    @Override
    public FileVolume volume(String key) {
        return new FixedVolume(key);
    }

    private final class FixedVolume implements FileVolume {

        private final String key;

        FixedVolume(String key) {
            this.key = key;
        }

        private String name(String path) {
            return key + ":" + path;
        }

        @Override
        public FileVolume asUser(Caller caller) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<FileEntry> list(String path) {
            fail();
            listed = name(path);
            return List.copyOf(entries);
        }

        @Override
        public FileContent download(String path) {
            fail();
            byte[] bytes = content.get(name(path));
            if (bytes == null) {
                throw refused(404, "Not Found");
            }
            open.incrementAndGet();
            return new FileContent() {
                private final InputStream stream = new Source(bytes);

                @Override
                public FileMetadata metadata() {
                    return new FileMetadata(told, "text/plain", Optional.empty());
                }

                @Override
                public InputStream stream() {
                    return stream;
                }

                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        }

        @Override
        public void upload(String path, InputStream body, OptionalLong length, boolean overwrite) {
            fail();
            if (!overwrite && content.containsKey(name(path))) {
                throw refused(409, "Conflict");
            }
            told = length;
            try {
                byte[] chunk = new byte[4];
                byte[] whole = new byte[0];
                for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
                    byte[] longer = java.util.Arrays.copyOf(whole, whole.length + read);
                    System.arraycopy(chunk, 0, longer, whole.length, read);
                    whole = longer;
                    atEachRead.run();
                }
                content.put(name(path), whole);
            } catch (IOException e) {
                throw new AppKitException(ErrorKind.EXECUTION, 500, "the body broke", "no", null, e);
            }
        }

        @Override
        public String read(String path) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String read(String path, long maxSize) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean exists(String path) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileMetadata metadata(String path) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FilePreview preview(String path) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void createDirectory(String path) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(String path) {
            throw new UnsupportedOperationException();
        }
    }

    private void fail() {
        failure.ifPresent(thrown -> {
            throw thrown;
        });
    }

    /** Four bytes at a time, up to where the transfer breaks. */
    private final class Source extends InputStream {

        private final byte[] bytes;
        private int next;

        Source(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            throw new UncheckedIOException(new IOException("not byte by byte"));
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            atEachRead.run();
            if (next >= breaksAfter) {
                throw new AppKitException(ErrorKind.CONNECTION, "connection reset", "no");
            }
            int read = Math.min(4, Math.min(length, bytes.length - next));
            System.arraycopy(bytes, next, buffer, offset, read);
            next += read;
            return read == 0 ? -1 : read;
        }
    }
}
