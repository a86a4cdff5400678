package dev.bac.mcp.modern;

import dev.bac.mcp.wire.HeaderValue;
import dev.bac.mcp.wire.Message;
import dev.bac.mcp.wire.ParamHeader;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Protocol;
import dev.bac.mcp.wire.RequestMeta;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.RpcException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether a request's headers say what its body says: else a proxy would judge by one and we would act on the other
 * (specification 2026-07-28, streamable HTTP, "Server Validation").
 *
 * @param headers all values of a header by its name
 */
public record HeaderCheck(Function<String, List<String>> headers) {

    /** @throws RpcException with {@link RpcError#HEADER_MISMATCH} when they do not */
    public void standard(Message.Request request) {
        String version = one(Protocol.VERSION_HEADER);
        RequestMeta.versionIn(request.params())
                .ifPresent(said -> require(said.equals(version), Protocol.VERSION_HEADER));
        require(one(Protocol.METHOD_HEADER).equals(request.method()), Protocol.METHOD_HEADER);
        String field = Params.nameField(request.method());
        if (field == null) {
            return;
        }
        var named = request.params().path(field);
        if (named.isString()) {
            require(
                    HeaderValue.decode(one(Protocol.NAME_HEADER))
                            .filter(named.stringValue()::equals)
                            .isPresent(),
                    Protocol.NAME_HEADER);
        }
    }

    /** @throws RpcException with {@link RpcError#HEADER_MISMATCH} when an argument's header is missing, spare or other */
    public void arguments(Message.Request request, List<ParamHeader> mirrored) {
        var arguments = request.params().path("arguments");
        for (var header : mirrored) {
            boolean wanted = header.valueIn(arguments).isPresent();
            if (wanted) {
                require(header.matches(one(header.header()), arguments), header.header());
            } else {
                require(headers.apply(header.header()).isEmpty(), header.header());
            }
        }
    }

    private String one(String name) {
        var values = headers.apply(name);
        if (values.size() != 1) {
            throw new RpcException(
                    RpcError.HEADER_MISMATCH, "the header " + name + " must be there once with this request");
        }
        return Optional.ofNullable(values.getFirst()).orElse("").strip();
    }

    private static void require(boolean holds, String name) {
        if (!holds) {
            throw new RpcException(RpcError.HEADER_MISMATCH, "the header " + name + " does not match the request");
        }
    }
}
