package io.appkit.server.site;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The conditions of a request for something that has a strong tag (RFC 9110, section 13).
 *
 * @param request the request
 * @param etag of what would be sent
 * @param modified when it was, in milliseconds; -1 if that has no meaning
 */
record Conditions(HttpServletRequest request, String etag, long modified) {

    private static final int SECOND = 1000;

    /** Whether the client means something else: 412. */
    boolean failed() {
        String match = request.getHeader("If-Match");
        if (match != null) {
            return !EntityTags.matchesStrongly(match, etag);
        }
        long unmodifiedSince = date("If-Unmodified-Since");
        return unmodifiedSince >= 0 && modified >= 0 && modified / SECOND > unmodifiedSince / SECOND;
    }

    /** Whether the client has it already: 304. One that reloads wants it anyway. */
    boolean fresh() {
        String control = request.getHeader("Cache-Control");
        if (control != null && control.contains("no-cache")) {
            return false;
        }
        String none = request.getHeader("If-None-Match");
        if (none != null) {
            return EntityTags.matchesWeakly(none, etag);
        }
        long modifiedSince = date("If-Modified-Since");
        return modifiedSince >= 0 && modified >= 0 && modified / SECOND <= modifiedSince / SECOND;
    }

    /** Whether a part would fit to what the client has of it. */
    boolean partFits() {
        String wanted = request.getHeader("If-Range");
        if (wanted == null || wanted.equals(etag)) {
            return true;
        }
        long date = wanted.startsWith("\"") || wanted.startsWith("W/") ? -1 : date("If-Range");
        return date >= 0 && modified / SECOND == date / SECOND;
    }

    private long date(String header) {
        try {
            return request.getDateHeader(header);
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }
}
