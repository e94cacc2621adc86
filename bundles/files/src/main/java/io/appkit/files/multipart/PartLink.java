package io.appkit.files.multipart;

import java.util.Map;

/**
 * Where something may be sent. A secret.
 *
 * @param url pre-signed
 * @param headers to send along
 */
record PartLink(String url, Map<String, String> headers) {

    @Override
    public String toString() {
        return "PartLink";
    }
}
