package dev.bac.orchestrator.a2a;

/** A request that is answered with an error of A2A 1.0, section 5.4, or of JSON-RPC 2.0. */
public final class A2aError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The errors we know, with their code in JSON-RPC. */
    public enum Kind {
        PARSE_ERROR(-32700),
        INVALID_REQUEST(-32600),
        METHOD_NOT_FOUND(-32601),
        INVALID_PARAMS(-32602),
        INTERNAL(-32603),
        TASK_NOT_FOUND(-32001),
        TASK_NOT_CANCELABLE(-32002),
        PUSH_NOTIFICATION_NOT_SUPPORTED(-32003),
        UNSUPPORTED_OPERATION(-32004),
        CONTENT_TYPE_NOT_SUPPORTED(-32005),
        VERSION_NOT_SUPPORTED(-32009);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    private final Kind kind;

    public A2aError(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    static A2aError wrong(String field, String what) {
        return new A2aError(Kind.INVALID_PARAMS, field + " " + what);
    }

    public Kind kind() {
        return kind;
    }

    /** One sentence. */
    public String told() {
        return String.valueOf(getMessage());
    }
}
