package dev.bac.mcp.skill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.RpcException;
import dev.bac.mcp.wire.Skill.File;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files, digests and folders of the Skills extension (SEP-2640); the official suite tries the rest. */
class SkillsTest {
    private static final String TEXT = """
            ---
            name: stock-count
            description: Count the stock – in Köln too
            ---
            Count.
            """;
    private static final String URI = "skill://erp/stock-count/SKILL.md";

    private final Skills skills =
            new Skills(List.of(Skill.of("erp", TEXT).with(new SkillFile("references/tools.md", "| tool |\n"))));

    @Test
    void digestsAndSizesAreThoseOfTheBytesThatAreRead() throws Exception {
        var files = skills.get(URI).skill().files().orElseThrow();

        assertThat(files).extracting(File::uri).containsExactly(URI, "skill://erp/stock-count/references/tools.md");
        for (var file : files) {
            byte[] read = skills.read(file.uri())
                    .orElseThrow()
                    .contents()
                    .getFirst()
                    .text()
                    .getBytes(StandardCharsets.UTF_8);
            assertThat(file.size()).isEqualTo(read.length);
            assertThat(file.digest())
                    .isEqualTo("sha256:"
                            + HexFormat.of()
                                    .formatHex(
                                            MessageDigest.getInstance("SHA-256").digest(read)));
        }
    }

    @Test
    void aFolderShowsWhatLiesInItAndNothingBesides() {
        assertThat(skills.children("skill://erp/stock-count", null).resources())
                .extracting(one -> one.uri() + " " + one.mimeType())
                .containsExactly(URI + " text/markdown", "skill://erp/stock-count/references inode/directory");
        assertThat(skills.children("skill://erp/stock-count/references/", null).resources())
                .extracting(one -> one.name())
                .containsExactly("references/tools.md");
        for (var none : List.of(URI, "skill://erp", "skill://erp/stock", "skill://", "", "skill://erp/stock-count/x")) {
            assertThatThrownBy(() -> skills.children(none, null))
                    .isInstanceOfSatisfying(RpcException.class, SkillsTest::invalid);
        }
    }

    @Test
    void whatIsNoSkillIsRefused() {
        for (var none : List.of("skill://erp/stock-count", "skill://erp/stock-count/references/tools.md", "", "x")) {
            assertThatThrownBy(() -> skills.get(none)).isInstanceOfSatisfying(RpcException.class, SkillsTest::invalid);
        }
        assertThat(skills.read("skill://erp/stock-count/../stock-count/SKILL.md"))
                .isEmpty();
        assertThatThrownBy(() -> skills.list("elsewhere"))
                .isInstanceOfSatisfying(RpcException.class, SkillsTest::invalid);
    }

    @Test
    void aNameThatIsNotThatOfItsFrontmatterOrBreaksTheRulesIsRefused() {
        assertThatThrownBy(() -> Skill.load("dev/bac/mcp/skills", "erp", "missing"))
                .hasMessageContaining("there is no dev/bac/mcp/skills/missing/SKILL.md");
        for (var name : List.of("Stock", "a--b", "-a", "a-", "a b", "ä", "x".repeat(65))) {
            assertThatThrownBy(() -> Skill.of("erp", TEXT.replace("stock-count", name)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Skill.of("erp", "no frontmatter")).hasMessageContaining("---");
        assertThatThrownBy(() -> Skill.of("erp", TEXT.replace("description", "about")))
                .hasMessageContaining("description");
        assertThatThrownBy(() -> new SkillFile("../secret.md", "")).isInstanceOf(IllegalArgumentException.class);
    }

    private static void invalid(RpcException e) {
        assertThat(e.error().code()).isEqualTo(RpcError.INVALID_PARAMS);
    }
}
