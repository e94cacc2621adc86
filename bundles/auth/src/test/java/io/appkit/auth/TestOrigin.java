package io.appkit.auth;

/** Origins for tests of other packages. */
public final class TestOrigin {

    private TestOrigin() {}

    public static PublicOrigin of(String url) {
        return PublicOrigin.parse(url).orElseThrow();
    }
}
