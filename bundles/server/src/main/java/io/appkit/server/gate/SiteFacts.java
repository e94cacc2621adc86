package io.appkit.server.gate;

/** What the gate's filter has to know of what is behind it. */
public interface SiteFacts {

    /**
     * Whether a path names a file of the page's build whose name holds a hash of its content.
     *
     * @param rawPath as sent, without query
     */
    boolean hashedAsset(String rawPath);

    /** Whether browsers reach the server through TLS. */
    boolean overTls();

    /** Whether a request has come to the front servlet, which from then on answers what nobody else does. */
    boolean serves();
}
