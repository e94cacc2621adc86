package io.appkit.itests.inside;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;

/** What requests ask for, each in another part of the server. */
enum Target {
    PAGE {
        @Override
        boolean complete(String body) {
            return body.contains(BOOT_PAYLOAD) && body.contains("</html>");
        }
    },
    ASSET {
        @Override
        boolean complete(String body) {
            return body.length() > SMALLEST_ASSET;
        }
    },
    HEALTH {
        @Override
        boolean complete(String body) {
            return body.equals("{\"status\":\"ok\"}");
        }
    },
    QUERY {
        @Override
        boolean complete(String body) {
            List<String> terminal = terminalMessages(body);
            return terminal.equals(List.of("result")) && body.contains("\"revenue\"");
        }

        @Override
        boolean interrupted(String body) {
            return terminalMessages(body).equals(List.of("error")) && body.contains("\"TEMPORARY_UNAVAILABLE\"");
        }
    };

    private static final String BOOT_PAYLOAD = "id=\"__appkit__\"";
    private static final int SMALLEST_ASSET = 10_000;
    private static final Pattern FRAME_END = Pattern.compile("\n\n");
    private static final Pattern EVENT = Pattern.compile("(?m)^event: (.*)$");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether an answer of status 200 is all of it. */
    abstract boolean complete(String body);

    boolean interrupted(String body) {
        return false;
    }

    Outcome judge(HttpResponse<String> answer) {
        String body = answer.body();
        return switch (answer.statusCode()) {
            case 200 -> complete(body) ? Outcome.SERVED : interrupted(body) ? Outcome.INTERRUPTED : Outcome.BROKEN;
            case 503 -> explains(answer) && hasRetryAfter(answer.headers()) ? Outcome.UNAVAILABLE : Outcome.BROKEN;
            case 404 -> explains(answer) ? Outcome.ABSENT : Outcome.BROKEN;
            default -> Outcome.BROKEN;
        };
    }

    private static boolean explains(HttpResponse<String> answer) {
        try {
            JsonNode body = JSON.readTree(answer.body());
            return answer.headers().firstValue("Content-Type").orElse("").startsWith("application/json")
                    && body.path("error").isTextual();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static boolean hasRetryAfter(HttpHeaders headers) {
        return headers.firstValue("Retry-After").orElse("").matches("[1-9]\\d*");
    }

    /** Messages that end a stream, which must be one, the last of all. */
    private static List<String> terminalMessages(String body) {
        if (!body.endsWith("\n\n")) {
            return List.of("cut off");
        }
        List<String> types = FRAME_END
                .splitAsStream(body)
                .flatMap(frame -> EVENT.matcher(frame).results().map(match -> match.group(1)))
                .toList();
        List<String> terminal = types.stream()
                .filter(type -> type.equals("result") || type.equals("error"))
                .toList();
        boolean last = !terminal.isEmpty() && terminal.get(0).equals(types.get(types.size() - 1));
        return last ? terminal : List.of("not at the end");
    }
}
