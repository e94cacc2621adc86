package io.appkit.itests;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Header lines with which somebody pretends to be {@link Person#THEO}.
 *
 * @param lines as they are sent
 * @param proxys whether a sign-in proxy might send them so
 */
record SpoofedHeaders(List<String> lines, boolean proxys) {

    private static final List<String> OF_PROXIES = List.of(
            "X-Forwarded-User", "X-Forwarded-Email", "X-Forwarded-Preferred-Username", "X-Forwarded-Access-Token");
    private static final List<String> OF_OTHERS = List.of("Authorization", "Proxy-Authorization", "Remote-User");

    /** Every name in every spelling, once, twice, blank, as a list, and with blanks around. */
    static List<SpoofedHeaders> all() {
        return Stream.concat(OF_PROXIES.stream(), OF_OTHERS.stream())
                .flatMap(name -> Stream.of(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT)))
                .flatMap(name -> Stream.of(name, name.replace('-', '_'), name.replaceFirst("-(?=[^-]*$)", "_")))
                .distinct()
                .flatMap(name -> forms(name).map(lines -> new SpoofedHeaders(lines, isOfProxies(name))))
                .toList();
    }

    private static boolean isOfProxies(String name) {
        return OF_PROXIES.stream().anyMatch(name::equalsIgnoreCase);
    }

    private static Stream<List<String>> forms(String name) {
        String theo = name + ": " + Person.THEO.id();
        return Stream.of(
                List.of(theo),
                List.of(name + ": " + Person.THEO.email()),
                List.of(theo, theo),
                List.of(name + ":", theo),
                List.of(name + ": " + Person.INES.id() + "," + Person.THEO.id()),
                List.of(name + ":\t" + Person.THEO.id() + " "),
                List.of(name + ": Bearer " + Person.THEO.id()));
    }
}
