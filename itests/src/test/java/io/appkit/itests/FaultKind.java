package io.appkit.itests;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What can go wrong upstream. */
enum FaultKind {
    REFUSE(Effect.LOST, "refuse"),
    RESET(Effect.LOST, "reset"),
    CUT(Effect.LOST, "cut"),
    WRONG_LENGTH(Effect.LOST, "wrong_length"),
    BLACK_HOLE(Effect.SILENT, "black_hole"),
    BYTE_PER_SECOND(Effect.SILENT, "slow"),
    TOO_MANY(Effect.SILENT, "status", 429, "REQUEST_LIMIT_EXCEEDED"),
    UNAUTHENTICATED(Effect.REFUSED, "status", 401, "UNAUTHENTICATED"),
    TOKEN_EXPIRED(Effect.REFUSED, "token_expired", 401, "UNAUTHENTICATED"),
    FORBIDDEN(Effect.REFUSED, "status", 403, "PERMISSION_DENIED"),
    NOT_FOUND(Effect.REFUSED, "status", 404, "RESOURCE_DOES_NOT_EXIST"),
    BROKEN(Effect.REFUSED, "status", 500, "INTERNAL_ERROR"),
    UNAVAILABLE(Effect.AWAY, "status", 503, "TEMPORARILY_UNAVAILABLE"),
    HTML(Effect.UNREADABLE, "html");

    /** What it amounts to for a caller of the workspace. */
    enum Effect {
        /** No answer, since the connection is gone. */
        LOST,
        /** No answer in time; one who asks again after {@code Retry-After} gets none either. */
        SILENT,
        /** An error with a code. */
        REFUSED,
        /** The workspace says that it is away. */
        AWAY,
        /** An answer that is none. */
        UNREADABLE
    }

    private final Effect effect;
    private final String kind;
    private final int status;
    private final String errorCode;

    FaultKind(Effect effect, String kind) {
        this(effect, kind, 0, "");
    }

    FaultKind(Effect effect, String kind, int status, String errorCode) {
        this.effect = effect;
        this.kind = kind;
        this.status = status;
        this.errorCode = errorCode;
    }

    Effect effect() {
        return effect;
    }

    /** The workspace's own name of the error; empty if it gives none. */
    String errorCode() {
        return errorCode;
    }

    /** As the fault endpoint takes it. */
    ObjectNode json() {
        ObjectNode fault = new ObjectMapper().createObjectNode().put("kind", kind);
        if (kind.equals("status")) {
            fault.put("status", status).put("message", "a secret of the workspace");
        }
        return status == 429 ? fault.put("retry_after", "1") : fault;
    }
}
