package io.appkit.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.platform.Route;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTableTest {

    private final RouteTable table = new RouteTable(List.of(
            route("root", "GET", "/"),
            route("list", "GET", "/items"),
            route("fixed", "GET", "/items/first"),
            route("item", "GET", "/items/:id"),
            route("add", "POST", "/items/:id")));

    private static Route route(String name, String method, String template) {
        return new Route(name, method, template, exchange -> {});
    }

    private String find(String method, String... segments) throws MalformedPathException {
        return table.find(method, List.of(segments))
                .map(match -> match.route().name())
                .orElse("none");
    }

    @Test
    void theFirstDeclaredRouteThatFitsWins() throws MalformedPathException {
        assertThat(find("GET")).isEqualTo("root");
        assertThat(find("GET", "ITEMS", "First")).isEqualTo("fixed");
        assertThat(find("GET", "items", "2")).isEqualTo("item");
    }

    @Test
    void headFindsGetAndOtherMethodsFindNothing() throws MalformedPathException {
        assertThat(find("HEAD", "items")).isEqualTo("list");
        assertThat(find("DELETE", "items")).isEqualTo("none");
        assertThat(find("get", "items")).isEqualTo("none");
    }

    @Test
    void parametersAreDecodedAndNeverEmpty() throws MalformedPathException {
        assertThat(table.find("GET", List.of("items", "a%20b")).orElseThrow().parameters())
                .containsEntry("id", "a b");
        assertThat(find("GET", "items", "")).isEqualTo("none");
        assertThatThrownBy(() -> find("GET", "items", "..%2f")).isInstanceOf(MalformedPathException.class);
    }

    @Test
    void namesTheMethodsOfAPath() {
        assertThat(table.methods(List.of("items", "1"))).containsExactly("GET", "HEAD", "POST");
        assertThat(table.methods(List.of("nothing"))).isEmpty();
    }
}
