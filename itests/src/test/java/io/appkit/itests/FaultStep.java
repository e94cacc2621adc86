package io.appkit.itests;

import java.net.http.HttpRequest;

/** A request to the server, and the call to the workspace on its way that a fault meets. */
enum FaultStep {
    READINESS("GET /api/2.0/sql/warehouses/*", Form.ROWS),
    ROWS_SUBMISSION("POST /api/2.0/sql/statements*", Form.ROWS),
    ROWS_POLL("GET /api/2.0/sql/statements/*", Form.ROWS),
    ROWS_PART("GET /api/2.0/sql/statements/*/result/chunks/*", Form.ROWS),
    INLINE_SUBMISSION("POST /api/2.0/sql/statements*", Form.ARROW),
    INLINE_POLL("GET /api/2.0/sql/statements/*", Form.ARROW),
    KEPT_SUBMISSION("POST /api/2.0/sql/statements*", Form.OLDER_ARROW),
    LINKS("GET /api/2.0/sql/statements/*/result/chunks/*", Form.ARROW),
    FIRST_DOWNLOAD("GET /external-links/*/0/*", Form.ARROW),
    LATER_DOWNLOAD("GET /external-links/*/1/*", Form.ARROW),
    KEPT_STATEMENT("GET /api/2.0/sql/statements/*", Form.KEPT),
    KEPT_DOWNLOAD("GET /external-links/*", Form.KEPT);

    private enum Form {
        ROWS,
        ARROW,
        OLDER_ARROW,
        KEPT
    }

    private final String place;
    private final Form form;

    FaultStep(String place, Form form) {
        this.place = place;
        this.form = form;
    }

    String place() {
        return place;
    }

    /** Whether the answer is an event stream. */
    boolean events() {
        return form == Form.ROWS || form == Form.OLDER_ARROW;
    }

    /** Whether each request makes the call: a warehouse is asked for all of them, and not again once it was seen running. */
    boolean repeats() {
        return this != READINESS;
    }

    /** Whether the request fetches the result of an earlier query. */
    boolean fetches() {
        return form == Form.KEPT;
    }

    /** The request for a query. */
    HttpRequest request(Server server, String query) {
        String format = form == Form.ROWS ? "JSON_ARRAY" : "ARROW_STREAM";
        return builder(server, "/api/analytics/query/" + query)
                .header("Content-Type", "application/json")
                .header("Accept", form == Form.ARROW ? "*/*" : "text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString("{\"format\":\"" + format + "\"}"))
                .build();
    }

    static HttpRequest.Builder builder(Server server, String path) {
        return server.request(path).timeout(FaultCell.PATIENCE);
    }
}
