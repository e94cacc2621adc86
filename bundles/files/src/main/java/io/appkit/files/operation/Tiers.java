package io.appkit.files.operation;

import io.appkit.api.execution.Policy;
import io.appkit.files.volume.FilesSettings;
import java.time.Duration;
import java.util.function.Supplier;

/** How often and how long things are tried (contract: files, section 7). */
final class Tiers {

    static final Duration KEPT = Duration.ofSeconds(60);

    private static final Duration READING = Duration.ofSeconds(30);
    private static final Duration WRITING = Duration.ofMinutes(10);
    private static final int TRIES = 3;
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private final Supplier<FilesSettings> settings;

    Tiers(Supplier<FilesSettings> settings) {
        this.settings = settings;
    }

    /** Of what changes nothing; of a download, its beginning. */
    Policy reading() {
        return new Policy(settings.get().timeout().orElse(READING), TRIES, FIRST_DELAY, LONGEST_DELAY);
    }

    /** Of what cannot be repeated. */
    Policy writing() {
        return Policy.once(settings.get().timeout().orElse(WRITING));
    }

    int mostEntries() {
        return settings.get().maxListEntries();
    }
}
