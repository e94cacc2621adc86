package io.appkit.server.site;

import org.jspecify.annotations.Nullable;

/**
 * A file of the page, ready to be sent.
 *
 * @param contentType of its plain form, and so of all
 * @param cacheControl how long browsers may keep it
 * @param varies whether it has pre-compressed siblings
 * @param encoding of the form chosen; null for the plain one
 * @param form the bytes chosen
 */
record StaticFile(
        String contentType,
        String cacheControl,
        boolean varies,
        @Nullable String encoding,
        Representation form) {}
