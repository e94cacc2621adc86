package io.appkit.server.site;

import org.jspecify.annotations.Nullable;

/**
 * A file of the page, ready to be sent.
 *
 * @param contentType of its plain form, and so of all
 * @param lasting whether its content never changes under its name
 * @param varies whether it has pre-compressed siblings
 * @param encoding of the form chosen; null for the plain one
 * @param form the bytes chosen
 */
record StaticFile(
        String contentType,
        boolean lasting,
        boolean varies,
        @Nullable String encoding,
        Representation form) {}
