package io.appkit.itests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/**
 * Someone whom the server knows. Connections are shared by all guests.
 *
 * @param browser keeps the session, if there is one
 * @param forwarded headers of the sign-in proxy, if there is one
 */
record Guest(Person person, Visitor browser, Map<String, String> forwarded) {

    /** Signs in at the server. */
    static Guest signIn(Server server, Person person) throws IOException, InterruptedException {
        return new Guest(person, Visitor.signIn(URI.create(server.address("/")), person.email()), Map.of());
    }

    /** Comes through a proxy that has signed the person in. */
    static Guest forwarded(Person person, String token) {
        return new Guest(
                person,
                new Visitor(),
                Map.of(
                        "X-Forwarded-User", person.id(),
                        "X-Forwarded-Email", person.email(),
                        "X-Forwarded-Preferred-Username", person.displayName(),
                        "X-Forwarded-Access-Token", token));
    }

    /** The headers that tell who is calling. */
    Map<String, String> identity() {
        return forwarded.isEmpty() ? Map.of("Cookie", browser.cookie()) : forwarded;
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        forwarded.forEach(request::header);
        return browser.send(request);
    }
}
