package dev.bac.mcp.modern;

import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.RpcException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages of a list that is ordered by a key; a cursor names the last key of the page before. */
record Paging<T>(List<T> page, @Nullable String next) {
    private static final int SIZE = 100;

    /** @throws RpcException when the cursor is none that this server gave */
    static <T> Paging<T> of(List<T> all, Function<T, String> key, @Nullable String cursor) {
        String after = cursor == null ? "" : decoded(cursor);
        var rest =
                all.stream().filter(one -> key.apply(one).compareTo(after) > 0).toList();
        if (rest.size() <= SIZE) {
            return new Paging<>(rest, null);
        }
        byte[] last = key.apply(rest.get(SIZE - 1)).getBytes(StandardCharsets.UTF_8);
        return new Paging<>(rest.subList(0, SIZE), Base64.getUrlEncoder().encodeToString(last));
    }

    private static String decoded(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RpcException(RpcError.INVALID_PARAMS, "params.cursor is none that this server gave");
        }
    }
}
