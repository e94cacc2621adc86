package io.appkit.localworkspace.files;

import io.appkit.localworkspace.http.Answer;
import io.appkit.localworkspace.http.ApiException;
import java.io.IOException;

/** {@code /api/2.0/fs/directories}. */
final class DirectoryEndpoints {

    private final Volumes volumes;

    DirectoryEndpoints(Volumes volumes) {
        this.volumes = volumes;
    }

    void list(FileCall call, VolumePath path) throws ApiException, IOException {
        Listing.Page page = Listing.page(directory(path), call.parameter("page_size"), call.parameter("page_token"));
        Answer.json(page).send(call.response(), call.callback());
    }

    void head(FileCall call, VolumePath path) throws ApiException, IOException {
        directory(path);
        call.finish(200);
    }

    void create(FileCall call, VolumePath path) throws ApiException, IOException {
        volumes.createDirectory(path);
        call.finish(204);
    }

    void delete(FileCall call, VolumePath path) throws ApiException, IOException {
        volumes.deleteDirectory(path);
        call.finish(204);
    }

    private Place directory(VolumePath path) throws ApiException, IOException {
        Place place = volumes.locate(path);
        if (place.kind() != Place.Kind.DIRECTORY) {
            throw FileErrors.noDirectory(path);
        }
        return place;
    }
}
