package dev.bac.mcp;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.bac.mcp.notes.Notes;
import dev.bac.mcp.testing.ToolSnapshots;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolSnapshotsTest {

    @Test
    void toolsAreAsCommitted() {
        ToolSnapshots.verify(Notes.server(), Path.of("src/test/resources/tools"));
    }

    @Test
    void aToolWithoutItsFileIsNamed(@TempDir Path empty) {
        assumeFalse(Boolean.getBoolean("bac.accept"), "accepting writes what is missing");
        assertThatThrownBy(() -> ToolSnapshots.verify(Notes.server(), empty))
                .hasMessageContaining("notes_note_add.json is missing");
    }
}
