package dev.bac.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.tools.Effect;
import dev.bac.tools.ReadSet;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolOutcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** An answer stands on what was read, and on nothing as soon as one thing came in that nobody tells the change of. */
class GroundsTest {
    private static final ReadSet FIRST = new ReadSet("crm", Company.json("{\"kinds\":[\"lead\"]}"));
    private static final ReadSet SECOND = new ReadSet("erp", Company.json("{\"kinds\":[\"item\"]}"));

    private final Grounds grounds = new Grounds();

    private static Tool tool(Effect effect) {
        var empty = JsonMapper.shared().createObjectNode();
        return new Tool("crm", "crm_lead_list", "", "", effect, "none", empty, empty, List.of());
    }

    private static ToolOutcome done(ReadSet set) {
        return new ToolOutcome.Done("", JsonMapper.shared().createObjectNode(), Optional.of(set));
    }

    @Test
    void gathersWhatWasReadOnce() {
        grounds.called(tool(Effect.READ), done(FIRST));
        grounds.called(tool(Effect.READ), done(SECOND));
        grounds.called(tool(Effect.READ), done(FIRST));

        assertThat(grounds.basis()).isEqualTo(new Basis.Reads(List.of(FIRST, SECOND)));
    }

    @Test
    void standsOnNothingAfterAWriteAFailureOrAToolThatDoesNotTell() {
        assertThat(after(tool(Effect.WRITE), done(FIRST))).isInstanceOf(Basis.Unknown.class);
        assertThat(after(tool(Effect.READ), new ToolOutcome.Failed("invalid", "")))
                .isInstanceOf(Basis.Unknown.class);
        assertThat(after(
                        tool(Effect.READ),
                        new ToolOutcome.Done("", JsonMapper.shared().createObjectNode())))
                .isInstanceOf(Basis.Unknown.class);
        assertThat(new Grounds().basis()).isEqualTo(new Basis.Unknown("It read nothing."));
    }

    private static Basis after(Tool tool, ToolOutcome outcome) {
        var grounds = new Grounds();
        grounds.called(tool(Effect.READ), done(SECOND));
        grounds.called(tool, outcome);
        return grounds.basis();
    }
}
