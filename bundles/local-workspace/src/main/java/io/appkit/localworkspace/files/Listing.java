package io.appkit.localworkspace.files;

import io.appkit.localworkspace.http.ApiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entries of a directory, by name, page by page. */
final class Listing {

    private static final int MAX_PAGE = 1000;
    private static final String TOKEN_PREFIX = "after:";

    private Listing() {}

    /**
     * A page of entries.
     *
     * @param nextPageToken null on the last page
     */
    record Page(List<Entry> contents, @Nullable String nextPageToken) {}

    /**
     * A file or directory.
     *
     * @param fileSize in bytes; null for directories
     * @param lastModified in milliseconds since 1970; null for directories
     */
    record Entry(
            String path,
            String name,
            boolean isDirectory,
            @Nullable Long fileSize,
            @Nullable Long lastModified) {}

    /** The page that follows a token, or the first. */
    static Page page(Place directory, @Nullable String pageSize, @Nullable String token)
            throws ApiException, IOException {
        int most = pageSize == null ? MAX_PAGE : pageSize(pageSize);
        String after = token == null || token.isEmpty() ? "" : after(token);
        List<String> names = Volumes.names(directory).stream()
                .filter(name -> name.compareTo(after) > 0)
                .sorted()
                .toList();
        List<String> onPage = names.subList(0, Math.min(most, names.size()));
        List<Entry> entries = new ArrayList<>(onPage.size());
        for (String name : onPage) {
            Entry entry = entry(directory, name);
            if (entry != null) {
                entries.add(entry);
            }
        }
        return new Page(entries, onPage.size() < names.size() ? token(onPage.get(onPage.size() - 1)) : null);
    }

    /** Null for what is no part of a volume, such as a symbolic link, and for what was deleted meanwhile. */
    private static @Nullable Entry entry(Place directory, String name) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(
                    directory.file().resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
        String path = directory.path() + "/" + name;
        if (attributes.isDirectory()) {
            return new Entry(path, name, true, null, null);
        }
        return attributes.isRegularFile()
                ? new Entry(
                        path,
                        name,
                        false,
                        attributes.size(),
                        attributes.lastModifiedTime().toMillis())
                : null;
    }

    private static int pageSize(String text) throws ApiException {
        if (!text.matches("\\d{1,18}") || Long.parseLong(text) == 0) {
            throw ApiException.invalidParameter("page_size must be a positive number, but is " + text);
        }
        return (int) Math.min(MAX_PAGE, Long.parseLong(text));
    }

    private static String token(String last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((TOKEN_PREFIX + last).getBytes(StandardCharsets.UTF_8));
    }

    private static String after(String token) throws ApiException {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.startsWith(TOKEN_PREFIX)) {
                return text.substring(TOKEN_PREFIX.length());
            }
        } catch (IllegalArgumentException e) {
            // Said below, as for any other token that is not one of ours.
        }
        throw ApiException.invalidParameter("page_token is not one that was handed out");
    }
}
