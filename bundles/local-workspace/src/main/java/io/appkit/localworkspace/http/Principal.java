package io.appkit.localworkspace.http;

import java.util.Set;

/** On whose behalf a request is made. */
public interface Principal {

    /** SCIM id. */
    String id();

    /** Unique name: the e-mail address of a user, the client id of a service principal. */
    String userName();

    /** Tables whose rows it may not see, as {@code catalog.schema.table}. */
    Set<String> unreadable();

    /** Volumes whose files it may not see, as {@code catalog.schema.volume}. */
    Set<String> unreadableVolumes();

    /** Volumes whose files it may not change, as {@code catalog.schema.volume}. */
    Set<String> unwritableVolumes();
}
