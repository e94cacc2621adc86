package io.appkit.files.service;

import io.appkit.api.Caller;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.files.FileVolume;
import io.appkit.api.files.Files;
import io.appkit.files.identity.Identities;
import io.appkit.files.operation.FileOperations;
import io.appkit.files.policy.PolicyDecisions;
import io.appkit.files.volume.Volumes;
import java.time.Duration;
import java.util.List;

/** Files for Java code. Shares policies, operations and cache with the routes. */
public final class FilesService implements Files {

    /** What calls lead to; the same for all views. */
    public record Engine(
            Volumes volumes,
            Identities identities,
            PolicyDecisions policies,
            FileOperations operations,
            OpenCalls calls) {}

    private final Engine engine;
    private final CallTerms terms;

    public FilesService(Engine engine, CallTerms terms) {
        this.engine = engine;
        this.terms = terms;
    }

    @Override
    public Files asUser(Caller caller) {
        return new FilesService(engine, terms.asUser(caller));
    }

    @Override
    public Files within(Duration limit) {
        return new FilesService(engine, terms.within(limit));
    }

    @Override
    public Files until(Cancellation cancellation) {
        return new FilesService(engine, terms.until(cancellation));
    }

    @Override
    public List<String> volumes() {
        return engine.volumes().keys();
    }

    @Override
    public FileVolume volume(String key) {
        VolumeFiles files = new VolumeFiles(engine, terms, key);
        files.volume();
        return files;
    }
}
