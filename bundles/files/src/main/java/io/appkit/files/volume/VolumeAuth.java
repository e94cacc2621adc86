package io.appkit.files.volume;

/** Whose rights in the workspace apply to the requests of pages. */
public enum VolumeAuth {
    SERVICE_PRINCIPAL,
    ON_BEHALF_OF_USER
}
