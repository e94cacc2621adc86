package io.appkit.auth;

import io.appkit.api.AppKitException;
import io.appkit.api.platform.GateRequest;
import io.appkit.api.platform.OwnersCredential;
import io.appkit.api.platform.UserDirectory;
import io.appkit.auth.oidc.Remembered;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The caller is the owner of the credentials that this server itself uses at the workspace. */
final class OwnerIdentity implements Identification {

    private static final Logger LOG = LoggerFactory.getLogger(OwnerIdentity.class);
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Supplier<@Nullable UserDirectory> users;
    private final Remembered<Finding> owner;

    OwnerIdentity(Supplier<@Nullable UserDirectory> users, Clock clock) {
        this.users = users;
        this.owner = new Remembered<>(this::ask, KEPT, clock);
    }

    private Finding ask() throws IOException {
        UserDirectory directory = users.get();
        if (directory == null) {
            throw new IOException("the workspace is not known yet");
        }
        try {
            return new Finding.Known(directory.identify(new OwnersCredential()));
        } catch (AppKitException e) {
            throw new IOException("the workspace does not say whose credentials these are: " + e.getMessage(), e);
        }
    }

    @Override
    public Finding identify(GateRequest request) {
        try {
            return owner.get();
        } catch (IOException e) {
            LOG.warn("Sign-in: {}", e.getMessage());
            return FixedIdentity.NOT_READY.finding();
        }
    }
}
