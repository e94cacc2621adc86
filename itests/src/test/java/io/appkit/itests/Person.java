package io.appkit.itests;

import java.util.List;
import java.util.regex.Pattern;

/** The people of the local workspace. */
enum Person {
    INES("7000000000000011", "ines.calder@example.com", "Ines Calder"),
    THEO("7000000000000012", "theo.brandt@example.com", "Theo Brandt"),
    /** Does not see customers. */
    NOOR("7000000000000013", "noor.haddad@example.com", "Noor Haddad");

    /** The user name of the app itself. */
    static final String APP = "10ca1a00-a990-4e5e-8000-000000000001";

    private final String id;
    private final String email;
    private final String displayName;
    private final Pattern traces;

    Person(String id, String email, String displayName) {
        this.id = id;
        this.email = email;
        this.displayName = displayName;
        this.traces = Pattern.compile(
                id + "|" + Pattern.quote(email.substring(0, email.indexOf('@'))) + "|" + displayName,
                Pattern.CASE_INSENSITIVE);
    }

    String id() {
        return id;
    }

    String email() {
        return email;
    }

    String displayName() {
        return displayName;
    }

    boolean isNamedIn(CharSequence text) {
        return timesIn(text) > 0;
    }

    long timesIn(CharSequence text) {
        return traces.matcher(text).results().count();
    }

    /** Whether anybody else is named. */
    boolean isMistakenIn(CharSequence text) {
        return List.of(values()).stream().anyMatch(other -> other != this && other.isNamedIn(text));
    }
}
