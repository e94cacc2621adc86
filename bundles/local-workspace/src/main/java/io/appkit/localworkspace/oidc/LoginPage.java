package io.appkit.localworkspace.oidc;

import static io.appkit.localworkspace.oidc.Pages.escaped;

import io.appkit.localworkspace.http.Answer;
import io.appkit.localworkspace.identity.Directory;
import io.appkit.localworkspace.identity.User;
import java.net.URI;
import java.util.stream.Collectors;

/** Lets people choose who they are. */
final class LoginPage {

    private LoginPage() {}

    /**
     * The page for a request.
     *
     * @param formToken proves to us that the form is ours
     * @param again whether the form was sent, but not believed
     */
    static Answer of(AuthorizeRequest request, Directory directory, String formToken, boolean again) {
        StringBuilder main = new StringBuilder();
        main.append("<h1>Who are you today?</h1>\n<p>This is the local sample sign-in of <b>")
                .append(escaped(directory.app().displayName()))
                .append("</b>. These people are made up: there are no passwords, and the data is sample data.</p>\n");
        if (again) {
            main.append("<p class=\"notice\" role=\"alert\">That choice came too late or from another page.")
                    .append(" Please choose once more.</p>\n");
        }
        // Relative, since the page is served under the workspace's address and under the app's.
        main.append("<form method=\"post\" action=\"authorize\">\n");
        request.fields().forEach((name, value) -> main.append(hidden(name, value)));
        main.append(hidden("form", formToken)).append("<ul>\n");
        String hint = request.loginHint().orElse("");
        for (User user : directory.users()) {
            main.append(choice(user, user.userName().equals(hint)));
        }
        String origin = RedirectUris.origin(URI.create(request.redirectUri()));
        main.append("</ul>\n<p class=\"end\"><button class=\"cancel\" name=\"user\" value=\"\">Cancel</button>")
                .append("<span>Back to ")
                .append(escaped(origin))
                .append("</span></p>\n</form>");
        return Pages.of(again ? 403 : 200, "Sign in", main.toString(), "'self' " + origin);
    }

    private static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + escaped(value) + "\">\n";
    }

    private static String choice(User user, boolean suggested) {
        String initials = user.displayName()
                .codePoints()
                .filter(Character::isUpperCase)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return """
                <li><button name="user" value="%1$s"%2$s>
                <span class="initials" aria-hidden="true">%3$s</span>
                <span class="who"><span class="name">%4$s</span>
                <span class="mail">%1$s</span>
                <span class="sees">%5$s</span></span>
                </button></li>
                """.formatted(
                        escaped(user.userName()),
                        suggested ? " autofocus" : "",
                        escaped(initials),
                        escaped(user.displayName()),
                        escaped(user.sees()));
    }
}
