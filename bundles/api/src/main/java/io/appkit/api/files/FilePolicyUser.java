package io.appkit.api.files;

/**
 * On whose behalf a file is asked for.
 *
 * @param id SCIM user id, or the id of the app's service principal
 * @param servicePrincipal whether it is the app itself, for nobody in particular
 */
public record FilePolicyUser(String id, boolean servicePrincipal) {}
