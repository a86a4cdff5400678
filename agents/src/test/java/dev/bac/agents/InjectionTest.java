package dev.bac.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.tools.Effect;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that does whatever an attacker wants: nothing outside its agent's list may run. */
class InjectionTest {
    private final Company company = new Company();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "crm_lead_create {}",
                "finance_payment_record {\"amount\":\"9999\"}",
                "messaging_message_send {\"to\":\"+1\",\"text\":\"secret\"}",
                "provisioning_business_activate {\"name\":\"x\"}",
                "finance_tenant_purge {}",
                "erp_stock_move {\"tenant\":\"other\"}",
                "erp_stock_move {\"item\":\"a\",\"__proto__\":{}}",
                "erp_stock_move {\"Item\":\"a\"}",
                "erp_stock_mov\u0435 {\"item\":\"a\"}",
                "erp_stock_move\u200b {\"item\":\"a\"}",
                "ERP_STOCK_MOVE {\"item\":\"a\"}",
                "erp_stock_move\\n {}",
                "erp_stock_move; {}",
                "../erp_stock_move {}",
                "handoff_accountant {}",
                "handoff_clerk {}",
                "finance_invoice_create {\"amount\":\"1\",\"idempotency_key\":\"k\"}",
                "finance_invoice_create {\"amount\":\"1000000\"}"
            })
    void runsNothingThatAnAttackerWants(String wanted) {
        var call = wanted.split(" ", 2);
        var run = run(Scripts.calls(call[0], call[1]));
        assertThat(company.ran).isEmpty();
        assertThat(run).isNotInstanceOf(Run.OutOfTurns.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {70_000, 1_000_000})
    void runsNothingWithOversizedArguments(int length) {
        run(Scripts.calls("erp_stock_move", "{\"item\":\"" + "x".repeat(length) + "\"}"));
        assertThat(company.ran).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1_000})
    void keepsToTheLimitsWhenTheModelAsksForever(int calls) {
        var many = new ArrayList<String>();
        for (int i = 0; i < calls; i++) {
            many.addAll(List.of("erp_stock_move", "{\"item\":\"" + i + "\"}"));
        }
        run(Scripts.calls(many.toArray(String[]::new)));
        assertThat(company.ran).hasSizeLessThanOrEqualTo(40);
        assertThat(company.effects().get("erp_stock_move")).isEqualTo(Effect.WRITE);
    }

    /** The attacker's words stand in a tool's result; the model obeys them, then ends. */
    private Run run(dev.bac.llm.Message.Assistant obeys) {
        var accountant = Agents.read("accountant", "");
        var clerk = Agents.clerk("");
        return new AgentLoop(
                        Scripts.saying(new ArrayList<>(), obeys, Scripts.text("done")),
                        company.toolbox,
                        new AgentLibrary(List.of(accountant, clerk)),
                        java.time.InstantSource.system())
                .run(Company.ANN, clerk, Transcript.of("list the orders"), RunContext.of("r", Company.FACTS), _ -> {});
    }
}
