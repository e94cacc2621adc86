package io.appkit.auth.session;

import java.util.List;

/** What the cookies of a request lead to. */
public sealed interface Found {

    /**
     * No session: no cookie, or none that this server has sealed.
     *
     * @param reason a few words for the log, without anything of the cookie
     */
    record None(String reason) implements Found {}

    /**
     * A session.
     *
     * @param session it
     * @param setCookies values of {@code Set-Cookie} that the answer must carry; empty when the browser has the newest
     */
    record Valid(Session session, List<String> setCookies) implements Found {

        /** Copies the cookies. */
        public Valid {
            setCookies = List.copyOf(setCookies);
        }

        /** Without the cookies. */
        @Override
        public String toString() {
            return "Valid[" + session + ", setCookies=" + setCookies.size() + "]";
        }
    }

    /**
     * A session that is over: signed out, revoked, too old, or no longer renewed by the provider.
     *
     * @param clearCookies values of {@code Set-Cookie} that remove it; empty where that might remove a newer session
     */
    record Expired(List<String> clearCookies) implements Found {

        /** Copies the cookies. */
        public Expired {
            clearCookies = List.copyOf(clearCookies);
        }
    }

    /** The access token is over and the provider could not be asked for a new one: try again in a second. */
    record Unavailable() implements Found {}
}
