package io.appkit.localworkspace.identity;

import io.appkit.localworkspace.http.Principal;
import java.util.List;
import java.util.Set;

/**
 * A person of the sample workspace.
 *
 * @param id SCIM id, the same at every start
 * @param userName e-mail address
 * @param displayName for people
 * @param groups names of groups
 * @param unreadable tables whose rows the person may not see
 * @param unreadableVolumes volumes whose files the person may not see
 * @param unwritableVolumes volumes whose files the person may not change
 * @param sees what the person may see, in one line
 */
public record User(
        String id,
        String userName,
        String displayName,
        List<String> groups,
        Set<String> unreadable,
        Set<String> unreadableVolumes,
        Set<String> unwritableVolumes,
        String sees)
        implements Principal {}
