package io.appkit.files.upstream;

import io.appkit.api.execution.Cancellation;
import io.appkit.files.path.FilePath;
import io.appkit.files.path.PercentEncoding;
import io.appkit.workspace.Download;
import io.appkit.workspace.WorkspaceClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * The calls there are about one path (contract: files, section 9).
 *
 * @param client whose rights apply
 * @param path of the file or directory
 * @param deadline of each call; of a download, until it begins
 */
public record FilesApi(WorkspaceClient client, FilePath path, Duration deadline) {

    /** What the workspace gives at most. */
    public static final int LARGEST_PAGE = 1000;

    /** Headers of the file. */
    public CompletionStage<Map<String, String>> head(Cancellation wanted) {
        return client.head(url(), deadline, wanted);
    }

    /** Headers of the directory. */
    public CompletionStage<Map<String, String>> headDirectory(Cancellation wanted) {
        return client.head(directory(), deadline, wanted);
    }

    /** A page of the directory's list, as JSON. */
    public CompletionStage<byte[]> page(int size, Optional<String> token, Cancellation wanted) {
        String query = "?page_size=" + size
                + token.map(next -> "&page_token=" + PercentEncoding.encode(next))
                        .orElse("");
        return client.call("GET", directory() + query, null, byte[].class, deadline, wanted);
    }

    /** Begins to read the file. */
    public CompletionStage<Download> download(Map<String, String> headers, Cancellation wanted) {
        return client.download(url(), headers, deadline, wanted);
    }

    /** Writes the file. */
    public CompletionStage<Void> upload(
            OptionalLong length, boolean overwrite, Flow.Publisher<ByteBuffer> body, Cancellation wanted) {
        return client.upload(url() + "?overwrite=" + overwrite, length, body, deadline, wanted);
    }

    /** Creates the directory and those above it. */
    public CompletionStage<Void> createDirectory(Cancellation wanted) {
        return change("PUT", directory(), wanted);
    }

    /** Deletes the file. */
    public CompletionStage<Void> delete(Cancellation wanted) {
        return change("DELETE", url(), wanted);
    }

    /** Deletes the directory, if it is empty. */
    public CompletionStage<Void> deleteDirectory(Cancellation wanted) {
        return change("DELETE", directory(), wanted);
    }

    private CompletionStage<Void> change(String method, String url, Cancellation wanted) {
        return client.call(method, url, null, byte[].class, deadline, wanted).thenAccept(answer -> {});
    }

    /** Where the file is. */
    public String url() {
        return "/api/2.0/fs/files" + path.encoded();
    }

    private String directory() {
        return "/api/2.0/fs/directories" + path.encoded();
    }
}
