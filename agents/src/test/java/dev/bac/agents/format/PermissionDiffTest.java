package dev.bac.agents.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.agents.Agents;
import org.junit.jupiter.api.Test;

class PermissionDiffTest {
    private static final String BEFORE = """
            tools:
              - server: erp
                allow: [erp_stock_move]
                bind: {action: transfer}
                approval: {when: "args.quantity >= 500"}
              - {server: crm, allow: [crm_lead_list]}
            access: {use: [admin]}
            limits: {turns: 8}
            """;

    @Test
    void saysNothingWhenOnlyWordsChange() {
        assertThat(PermissionDiff.between(Agents.read("a", BEFORE), Agents.read("a", BEFORE + "# other words\n")))
                .isEmpty();
    }

    @Test
    void saysInWordsWhatMoreAndWhatLessAnAgentMayDo() {
        var after = Agents.read("a", """
                tools:
                  - server: erp
                    allow: [erp_stock_move]
                  - server: finance
                    allow: [finance_bill_pay]
                    bind: {method: bank_transfer}
                    approval: {approvers: [admin], expires: 48h}
                handoffs: ["*"]
                limits: {turns: 20}
                """);
        assertThat(PermissionDiff.between(Agents.read("a", BEFORE), after))
                .containsExactly(
                        "- It may no longer call crm_lead_list.",
                        "+ It may now choose action of erp_stock_move, which was fixed to \"transfer\".",
                        "+ It may call erp_stock_move without approval by whoever asks when args.quantity >= 500, within 24 hours.",
                        "+ It may now call finance_bill_pay with method = \"bank_transfer\" fixed, after approval by admin, within 48 hours.",
                        "+ It is for everybody, before for admin.",
                        "+ It may hand over to every other agent.",
                        "+ At most 20 turns, before 8.");
        assertThat(PermissionDiff.between(after, Agents.read("a", BEFORE)))
                .contains(
                        "- It may no longer choose action of erp_stock_move: that is fixed to \"transfer\".",
                        "- It may call erp_stock_move only after approval by whoever asks when args.quantity >= 500, within 24 hours.",
                        "- It is for admin, before for everybody.");
    }
}
