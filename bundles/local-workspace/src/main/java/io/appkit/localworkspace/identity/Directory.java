package io.appkit.localworkspace.identity;

import io.appkit.localworkspace.http.Principal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everyone who may call: three people, and the app.
 *
 * @param app the app's service principal
 * @param users the people
 */
public record Directory(ServicePrincipal app, List<User> users) {

    private static final String REPORTS = "main.finance.reports";

    /** The sample people beside an app. */
    public static Directory with(ServicePrincipal app) {
        return new Directory(
                app,
                List.of(
                        new User(
                                "7000000000000011",
                                "ines.calder@example.com",
                                "Ines Calder",
                                List.of("admins", "users"),
                                Set.of(),
                                Set.of(),
                                Set.of(),
                                "Sees all sample data"),
                        new User(
                                "7000000000000012",
                                "theo.brandt@example.com",
                                "Theo Brandt",
                                List.of("users"),
                                Set.of(),
                                Set.of(),
                                Set.of(REPORTS),
                                "Sees all sample data"),
                        new User(
                                "7000000000000013",
                                "noor.haddad@example.com",
                                "Noor Haddad",
                                List.of("users"),
                                Set.of("samples.tpch.customer"),
                                Set.of(REPORTS),
                                Set.of(REPORTS),
                                "Sees all but the customers (samples.tpch.customer) and the reports (" + REPORTS
                                        + ")")));
    }

    /** A person by user name, written exactly. */
    public Optional<User> user(String userName) {
        return users.stream().filter(user -> user.userName().equals(userName)).findAny();
    }

    Optional<Principal> principal(String userName) {
        return Stream.<Principal>concat(Stream.of(app), users.stream())
                .filter(principal -> principal.userName().equals(userName))
                .findAny();
    }
}
