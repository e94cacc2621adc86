package io.appkit.api.platform;

import io.appkit.api.Credential;

/**
 * Stands for the credentials this server itself uses at the workspace. Created by the bundle {@code auth} in mode
 * {@code developer} alone, where they belong to the person at the keyboard; redeemed by {@code workspace}.
 */
public final class OwnersCredential implements Credential {

    @Override
    public String fingerprint() {
        return "owner";
    }

    @Override
    public String toString() {
        return "OwnersCredential";
    }
}
