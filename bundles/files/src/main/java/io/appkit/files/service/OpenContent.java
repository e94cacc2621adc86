package io.appkit.files.service;

import io.appkit.api.files.FileContent;
import io.appkit.api.files.FileMetadata;
import io.appkit.workspace.Download;
import java.io.InputStream;

/** A file that is being read. */
final class OpenContent implements FileContent {

    private final OpenCall call;
    private final FileMetadata metadata;
    private final DownloadInput input;

    /** Takes a download over, and ends it with the call. */
    OpenContent(OpenCall call, FileMetadata metadata, Download download) {
        this.call = call;
        this.metadata = metadata;
        this.input = new DownloadInput(call);
        download.body().subscribe(input);
        call.cancellation().onCancel(input::stop);
    }

    @Override
    public FileMetadata metadata() {
        return metadata;
    }

    @Override
    public InputStream stream() {
        return input;
    }

    @Override
    public void close() {
        call.close();
    }
}
