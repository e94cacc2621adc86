package io.appkit.auth.oidc;

/** The routes of signing in and out. */
final class Paths {

    static final String FOLDER = "/.auth/";
    static final String LOGIN = FOLDER + "login";
    static final String CALLBACK = FOLDER + "callback";
    static final String LOGOUT = FOLDER + "logout";
    static final String SIGNED_OUT = FOLDER + "signed-out";

    private Paths() {}
}
