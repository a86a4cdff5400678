package dev.bac.mcp.serving;

import dev.bac.mcp.ToolJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A message as bytes: strictly UTF-8 (RFC 8259, section 8.1), no key twice, nothing after its end, of bounded size. */
final class JsonBody {
    /** 4 MiB. */
    static final int LONGEST = 4 * 1024 * 1024;

    private static final JsonMapper STRICT = ToolJson.mapper()
            .rebuild()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonBody() {}

    /** @throws RpcError when it is none */
    static JsonNode parse(byte[] body) {
        if (body.length > LONGEST) {
            throw new RpcError(RpcError.INVALID_REQUEST, "a message has at most " + LONGEST + " bytes");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return STRICT.readTree(text);
        } catch (CharacterCodingException e) {
            throw new RpcError(RpcError.PARSE, "the message is not valid UTF-8");
        } catch (JacksonException e) {
            throw new RpcError(RpcError.PARSE, "the message is not valid JSON");
        }
    }
}
