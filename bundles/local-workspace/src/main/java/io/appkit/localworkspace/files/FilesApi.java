package io.appkit.localworkspace.files;

import io.appkit.localworkspace.Delays;
import io.appkit.localworkspace.http.Answer;
import io.appkit.localworkspace.http.Routes;
import java.time.Clock;
import org.eclipse.jetty.server.Handler;

/** The Files API; it stands beside the other endpoints because its bodies are streams. */
public final class FilesApi implements AutoCloseable {

    /** Attribute of a request whose body finds a full disk after so many bytes, a {@link Long}. */
    public static final String DISK_FULL_AFTER = FilesApi.class.getName() + ".diskFullAfter";

    private static final String ACTIONS = "/api/2.0/fs/";

    public static final String FILES = "/api/2.0/fs/files";
    static final String DIRECTORIES = "/api/2.0/fs/directories";

    /** Where the parts of files are sent to. */
    public static final String STORAGE = "/storage";

    private final Volumes volumes;
    private final Routes.Access access;
    private final Delays delays;
    private final UploadSessions sessions;
    private final MultipartApi multipart;
    private final PartEndpoints parts;

    /**
     * Creates it.
     *
     * @param url of the workspace
     * @param access tells whose token a call carries
     * @param delays stays the caller's
     */
    public FilesApi(String url, Volumes volumes, Routes.Access access, Delays delays, Clock clock) {
        this.volumes = volumes;
        this.access = access;
        this.delays = delays;
        this.sessions = new UploadSessions(volumes, delays, clock);
        PartLinks links = new PartLinks(clock);
        this.multipart = new MultipartApi(sessions, links, url);
        this.parts = new PartEndpoints(volumes, sessions, links, clock);
    }

    /** How a workspace answers that takes files in one piece only. */
    public static Answer onePieceOnly() {
        return FileErrors.noPresignedUrls().answer();
    }

    /** Adds the links of uploads in parts, and what SDKs try besides. */
    public void addTo(Routes routes) {
        routes.restricted("POST", ACTIONS + "create-upload-part-urls", multipart::partLinks);
        routes.restricted("POST", ACTIONS + "create-abort-upload-url", multipart::abortLink);
        for (String action : new String[] {"create-download-url", "create-resumable-upload-url"}) {
            routes.restricted("POST", ACTIONS + action, call -> {
                throw FileErrors.noPresignedUrls();
            });
        }
    }

    /** Puts it in front of the other endpoints. */
    public Handler inFrontOf(Handler api) {
        return new FilesHandler(api, volumes, parts, access, delays);
    }

    /** Ends uploads that are under way. */
    @Override
    public void close() {
        sessions.close();
    }
}
