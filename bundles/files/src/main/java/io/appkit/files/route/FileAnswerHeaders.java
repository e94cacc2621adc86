package io.appkit.files.route;

import io.appkit.api.files.FileAction;
import io.appkit.files.content.Attachment;
import io.appkit.files.content.ContentKind;
import io.appkit.files.content.ContentTypes;
import io.appkit.files.operation.Target;
import java.util.HashMap;
import java.util.Map;

/** Headers of answers with the bytes of a file, such that no browser runs any of them (contract: files, section 5). */
final class FileAnswerHeaders {

    private FileAnswerHeaders() {}

    /**
     * The headers of a whole file, or of a part of it.
     *
     * @param action read, download or raw
     * @param upstream headers of the workspace's answer, by name in lower case
     */
    static Map<String, String> of(FileAction action, Target target, Map<String, String> upstream) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Cache-Control", "private, no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        copy(upstream, "content-length", headers, "Content-Length");
        if (action == FileAction.READ) {
            headers.put("Content-Type", "text/plain; charset=utf-8");
            return headers;
        }
        String name = target.path().name();
        String type = target.volume().types().byName(name).orElse(ContentTypes.UNKNOWN);
        headers.put("Content-Type", type);
        headers.put("Accept-Ranges", "bytes");
        copy(upstream, "content-range", headers, "Content-Range");
        if (action == FileAction.RAW) {
            headers.put("Content-Security-Policy", "sandbox");
        }
        if (action == FileAction.DOWNLOAD || !ContentKind.of(type).inline()) {
            headers.put("Content-Disposition", Attachment.named(name));
        }
        return headers;
    }

    private static void copy(Map<String, String> from, String name, Map<String, String> to, String as) {
        String value = from.get(name);
        if (value != null) {
            to.put(as, value);
        }
    }
}
