package io.appkit.localworkspace.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes in a result chunk by chunk: in memory, and what is beyond an amount in a file that goes with the process. */
final class ChunkWriter implements WritableByteChannel {

    private final long memory;
    private final List<QueryResult.Chunk> chunks = new ArrayList<>();
    private final ByteArrayOutputStream inMemory = new ByteArrayOutputStream();
    private @Nullable FileChannel file;
    private boolean open = true;
    private long doneRows;
    private long doneBytes;
    private long chunkBytes;

    ChunkWriter(long memory) {
        this.memory = memory;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = source.remaining();
        if (file == null && doneBytes + chunkBytes + count > memory) {
            file = temporaryFile();
            writeFully(file, ByteBuffer.wrap(inMemory.toByteArray()));
            inMemory.reset();
        }
        if (file != null) {
            writeFully(file, source);
        } else {
            byte[] bytes = new byte[count];
            source.get(bytes);
            inMemory.writeBytes(bytes);
        }
        chunkBytes += count;
        return count;
    }

    private static FileChannel temporaryFile() throws IOException {
        Path path = Files.createTempFile(Leftovers.FOLDER_PREFIX, ".result");
        return FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    private static void writeFully(FileChannel file, ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            file.write(source);
        }
    }

    /** Bytes of the chunk under way. */
    long chunkBytes() {
        return chunkBytes;
    }

    /** Bytes so far. */
    long totalBytes() {
        return doneBytes + chunkBytes;
    }

    /** Rows of the chunks that are done. */
    long doneRows() {
        return doneRows;
    }

    void finishChunk(long rows) throws IOException {
        ChunkBytes bytes = file == null
                ? new ChunkBytes.InMemory(inMemory.toByteArray())
                : new ChunkBytes.InFile(file, file.position() - chunkBytes, chunkBytes);
        inMemory.reset();
        chunks.add(new QueryResult.Chunk(doneRows, rows, bytes));
        doneRows += rows;
        doneBytes += chunkBytes;
        chunkBytes = 0;
    }

    /** The result, which from now on owns the bytes. */
    QueryResult result(List<Column> columns, boolean truncated) {
        open = false;
        return new QueryResult(columns, List.copyOf(chunks), truncated);
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Drops everything, unless it has become a result. */
    @Override
    public void close() throws IOException {
        if (open && file != null) {
            file.close();
        }
        open = false;
    }
}
