package dev.bac.mcp.wire;

/** A request ends with an error in place of a result. */
public final class RpcException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient RpcError error;

    public RpcException(RpcError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    public RpcException(int code, String message) {
        this(RpcError.of(code, message));
    }

    public RpcError error() {
        return error;
    }
}
