package io.appkit.localworkspace.files;

import io.appkit.localworkspace.Delays;
import io.appkit.localworkspace.http.Routes;
import org.eclipse.jetty.server.Handler;

/** The Files API; it stands beside the other endpoints because its bodies are streams. */
public final class FilesApi {

    /** Attribute of a request whose body finds a full disk after so many bytes, a {@link Long}. */
    public static final String DISK_FULL_AFTER = FilesApi.class.getName() + ".diskFullAfter";

    static final String FILES = "/api/2.0/fs/files";
    static final String DIRECTORIES = "/api/2.0/fs/directories";

    private final Volumes volumes;
    private final Routes.Access access;
    private final Delays delays;

    /**
     * Creates it.
     *
     * @param access tells whose token a call carries
     * @param delays stays the caller's
     */
    public FilesApi(Volumes volumes, Routes.Access access, Delays delays) {
        this.volumes = volumes;
        this.access = access;
        this.delays = delays;
    }

    /** Adds what SDKs try before they send or fetch a large file in one piece. */
    public void addTo(Routes routes) {
        for (String action :
                new String[] {"create-download-url", "create-upload-part-urls", "create-resumable-upload-url"}) {
            routes.restricted("POST", "/api/2.0/fs/" + action, call -> {
                throw FileErrors.noPresignedUrls();
            });
        }
    }

    /** Puts it in front of the other endpoints. */
    public Handler inFrontOf(Handler api) {
        return new FilesHandler(api, volumes, access, delays);
    }
}
