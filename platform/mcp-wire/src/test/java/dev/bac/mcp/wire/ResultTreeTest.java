package dev.bac.mcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trees that are put together by hand say what the mapper would say, in its order. */
class ResultTreeTest {
    private static String written(Object tree) {
        return WireJson.mapper().writeValueAsString(tree);
    }

    @Test
    void writesACalledToolAsTheMapperDoes() {
        var structured = WireJson.object()
                .put("amount", new BigDecimal("1200.00"))
                .put("big", 1e10)
                .put("n", 3);
        structured.putArray("rows").addObject().putNull("none").put("text", "é \"\n");
        var meta = WireJson.object().put("dev.bac/code", "refused");
        List<Content> pieces = List.of(
                Content.text("a\u2028b"),
                new Content.Text("noted", WireJson.object().put("priority", 1), null),
                new Content.Link("a:b", "b", null, null, null, null));
        for (var called : List.of(
                new Result.Called(pieces, structured, false, null),
                new Result.Called(pieces, null, true, meta),
                new Result.Called(List.of(), WireJson.mapper().nullNode(), null, null))) {
            assertThat(written(called.tree())).isEqualTo(written(WireJson.tree(called)));
        }
    }

    @Test
    void leavesTheMetaOfACalledToolAsItWas() {
        var meta = WireJson.object();
        new Result.Called(List.of(), null, false, meta).json(new Implementation("a", null, "1", null, null));
        assertThat(meta.isEmpty()).isTrue();
    }

    @Test
    void writesListedToolsAsTheMapperDoes() {
        var tool = new Tool("a", null, "b", WireJson.object().put("type", "object"), null, null, null);
        for (var listed : List.of(
                new Result.Tools(List.of(tool, tool), "next", 60_000, CacheScope.PRIVATE),
                new Result.Tools(List.of(), null, 0, CacheScope.PUBLIC))) {
            assertThat(written(listed.tree(WireJson::tree))).isEqualTo(written(WireJson.tree(listed)));
        }
    }
}
