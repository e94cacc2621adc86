package io.appkit.files.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.appkit.api.files.FileEntry;
import io.appkit.api.files.FileMetadata;
import io.appkit.api.files.FilePreview;
import io.appkit.files.upstream.Listing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The answers as JSON (contract: files, section 2), which is what is kept of them; and back, for Java code. */
public final class FileJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private FileJson() {}

    static byte[] exists(boolean exists) {
        return write(JSON.createObjectNode().put("exists", exists));
    }

    static byte[] metadata(FileMetadata metadata) {
        return write(node(metadata));
    }

    static byte[] preview(FilePreview preview) {
        return write(node(preview.metadata())
                .put("textPreview", preview.textPreview().orElse(null))
                .put("isText", preview.text())
                .put("isImage", preview.image()));
    }

    private static ObjectNode node(FileMetadata metadata) {
        ObjectNode node = JSON.createObjectNode();
        metadata.contentLength().ifPresent(length -> node.put("contentLength", length));
        node.put("contentType", metadata.contentType());
        metadata.lastModified().ifPresent(time -> node.put("lastModified", time.toString()));
        return node;
    }

    private static byte[] write(JsonNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static boolean readExists(byte[] json) {
        return read(json).path("exists").booleanValue();
    }

    public static FileMetadata readMetadata(byte[] json) {
        return metadata(read(json));
    }

    public static FilePreview readPreview(byte[] json) {
        JsonNode node = read(json);
        return new FilePreview(
                metadata(node),
                Optional.ofNullable(node.path("textPreview").textValue()),
                node.path("isText").booleanValue(),
                node.path("isImage").booleanValue());
    }

    private static FileMetadata metadata(JsonNode node) {
        return new FileMetadata(
                number(node.path("contentLength")),
                node.path("contentType").asText(),
                Optional.ofNullable(node.path("lastModified").textValue()).map(Instant::parse));
    }

    public static List<FileEntry> readEntries(Listing listing) {
        byte[] json = new byte[listing.json().remaining()];
        listing.json().get(json);
        List<FileEntry> entries = new ArrayList<>();
        for (JsonNode node : read(json)) {
            OptionalLong modified = number(node.path("last_modified"));
            entries.add(new FileEntry(
                    node.path("name").asText(),
                    node.path("path").asText(),
                    node.path("is_directory").booleanValue(),
                    number(node.path("file_size")),
                    modified.isPresent() ? Optional.of(Instant.ofEpochMilli(modified.getAsLong())) : Optional.empty()));
        }
        return List.copyOf(entries);
    }

    private static OptionalLong number(JsonNode node) {
        return node.isNumber() ? OptionalLong.of(node.longValue()) : OptionalLong.empty();
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
