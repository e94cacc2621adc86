package io.appkit.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.Caller;
import io.appkit.api.platform.BearerToken;
import io.appkit.api.platform.GateDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every identity header, in every spelling and form, at every way of knowing callers, from every peer. */
class HeaderSpoofingTest {

    private static final String EVIL = "evil-42";
    private static final String PROXY = "10.1.1.1";
    private static final String LOOPBACK = "127.0.0.1";
    private static final Caller OWNER =
            new Caller("7", Optional.of("me@example.com"), Optional.of("Me"), Optional.of(new BearerToken("mine")));

    private static final Map<String, String> HONEST = Map.of(
            "x-forwarded-user", "7",
            "x-forwarded-email", "me@example.com",
            "x-forwarded-preferred-username", "Me",
            "x-forwarded-access-token", "mine");
    private static final List<String> NAMES = List.of(
            "x-forwarded-user",
            "x-forwarded-email",
            "x-forwarded-preferred-username",
            "x-forwarded-access-token",
            "authorization",
            "proxy-authorization",
            "x-forwarded-groups",
            "x-real-user",
            "remote-user",
            "x-auth-request-user");
    private static final List<List<String>> FORMS = List.of(
            List.of(EVIL),
            List.of(EVIL, EVIL),
            List.of("", EVIL),
            List.of(EVIL, ""),
            List.of(" ", "\t" + EVIL),
            List.of(EVIL + ",7"),
            List.of("7, " + EVIL),
            List.of("Bearer " + EVIL),
            List.of("\u00a0" + EVIL + "\u0000"));

    /** A way of knowing callers, and whether a peer's headers are believed there. */
    private record Place(String name, Identification identification, String peer, boolean believed) {}

    private static List<Place> places() {
        Identification developer = new LoopbackOnly(new FixedIdentity(new Finding.Known(OWNER)));
        Identification nobody = new FixedIdentity(new Finding.Unknown(401, "AUTHENTICATION_ERROR", "Sign in"));
        Identification listed = new ForwardedIdentity(List.of(PROXY));
        Identification own = new ForwardedIdentity(List.of());
        return List.of(
                new Place("inside Databricks Apps", new ForwardedIdentity(null), PROXY, true),
                new Place("behind a proxy", listed, PROXY, true),
                new Place("beside a proxy", listed, "10.1.1.2", false),
                new Place("on the proxy's IPv6 address", listed, "::ffff:10.1.1.1", true),
                new Place("on the machine, not the proxy", listed, LOOPBACK, false),
                new Place("behind a proxy on this machine", own, LOOPBACK, true),
                new Place("on another machine", own, PROXY, false),
                new Place("developer", developer, LOOPBACK, false),
                new Place("developer, another machine", developer, PROXY, false),
                new Place("nobody", nobody, LOOPBACK, false));
    }

    private static List<String> spellings(String name) {
        String mixed = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return List.of(
                name,
                name.toUpperCase(Locale.ROOT),
                mixed,
                name.replace('-', '_'),
                name.replaceFirst("-", "_"),
                name.replace("-", ""),
                name.replace('-', '.'),
                name + " ");
    }

    @Test
    void nobodyBecomesSomebodyElse() {
        List<String> crossings = new ArrayList<>();
        int cases = 0;
        for (Place place : places()) {
            for (boolean honest : List.of(true, false)) {
                for (String name : NAMES) {
                    for (String spelling : spellings(name)) {
                        for (List<String> form : FORMS) {
                            cases++;
                            // A proxy that is believed replaces the header of this very name; what it does not know
                            // stays.
                            boolean replaced = place.believed && HONEST.containsKey(spelling.toLowerCase(Locale.ROOT));
                            TestRequest request = request(place, honest || replaced, spelling, form);
                            if (crosses(place, place.identification.identify(request))) {
                                crossings.add(place.name + ": " + request.all());
                            }
                        }
                    }
                }
            }
        }
        assertThat(cases).isEqualTo(10 * 2 * 10 * 8 * 9);
        assertThat(crossings).isEmpty();
    }

    private static TestRequest request(Place place, boolean honest, String name, List<String> values) {
        TestRequest request =
                TestRequest.get("/api/x").with("Host", "localhost").from(place.peer);
        if (honest) {
            for (Map.Entry<String, String> header : new TreeMap<>(HONEST).entrySet()) {
                request = request.with(header.getKey(), header.getValue());
            }
        }
        for (String value : values) {
            request = request.with(name, value);
        }
        return request;
    }

    private static boolean crosses(Place place, Finding finding) {
        if (finding instanceof Finding.Unknown unknown) {
            return !(unknown.answer() instanceof GateDecision.Refuse refused && refused.status() < 500);
        }
        Caller caller = ((Finding.Known) finding).caller();
        boolean may = place.believed || place.name.equals("developer");
        return !(may && caller.id().equals(OWNER.id()) && harmless(caller));
    }

    private static boolean harmless(Caller caller) {
        return caller.email().filter(email -> !email.equals("me@example.com")).isEmpty()
                && caller.name().filter(name -> !name.equals("Me")).isEmpty()
                && caller.credential()
                        .filter(token -> !((BearerToken) token).value().equals("mine"))
                        .isEmpty();
    }
}
