package dev.bac.orchestrator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** The difference that reconcile-stock shows is booked once, by the workflow that ships, after a person has agreed. */
@Timeout(300)
class CatchUpStockTest {
    private final TradingCompany company = new TradingCompany("before", true);

    @Test
    void bringsTheBooksToTheStockOnce() {
        Flows.await(
                () -> company.account("INVENTORY").compareTo(company.stock()) == 0,
                () -> "the beginning is not booked " + company.troubled());
        // As if valves for 500.00 had come before stock and books were joined.
        byHand("500.00");
        assertThat(difference()).isEqualTo("500.00");

        var booked = caughtUp();
        assertThat(booked.at("/booked/0/value/amount").asString())
                .as(booked.toString())
                .isEqualTo("500.00");
        assertThat(difference()).isEqualTo("0.00");
        assertThat(company.account("INVENTORY")).isEqualByComparingTo(company.stock());

        assertThat(caughtUp().path("booked")).isEmpty();
        assertThat(difference()).isEqualTo("0.00");
        assertThat(company.account("OPENING").add(company.account("INVENTORY"))).isEqualByComparingTo(BigDecimal.ZERO);
        company.verify();
    }

    private String difference() {
        return company.run("reconcile-stock", "{}").path("difference").asString();
    }

    private JsonNode caughtUp() {
        var begun = company.admin().post("/api/v1/workflows/catch-up-stock/runs", "{\"input\": {}}");
        assertThat(begun.status()).as(begun.http().body()).isEqualTo(202);
        var run = begun.json().path("run").asString();
        Flows.await(() -> !pending().isEmpty(), () -> "nobody is asked " + shown(run));
        assertThat(pending().get(0).path("tool").asString()).isEqualTo("finance_goods_catch_up");
        var reply = company.admin()
                .post("/api/v1/approvals/" + pending().get(0).path("id").asString() + "/approve", "{}");
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
        Flows.await(() -> shown(run).at("/run/state").asString().equals("done"), () -> shown(run)
                .toString());
        return shown(run).path("output");
    }

    private JsonNode pending() {
        return company.admin().get("/api/v1/approvals?state=pending").json().path("items");
    }

    private JsonNode shown(String run) {
        return company.admin().get("/api/v1/runs/" + run).json();
    }

    /** Takes an amount off the inventory account, by a workflow and a rule of the company's own. */
    private void byHand(String amount) {
        var catalogue = company.workflows().catalogue();
        catalogue.put(company.tenant(), Flows.HEAD.formatted("by-hand") + """
                inputs: {amount: {kind: text, description: How much}}
                runAs: {service: clerk, scopes: [finance:read, finance:write]}
                steps:
                  - id: posted
                    tool: finance_journal_post
                    args: {debit: "3900", credit: "1300", amount: "=input.amount", description: before}
                """, "test");
        catalogue.put(company.tenant(), """
                apiVersion: bac/v1
                kind: Policy
                metadata: {name: clerk, title: Clerk, department: Finance}
                description: What the clerk books is booked.
                rules: [{name: booked, tools: [finance_journal_post], when: workflow == "own/by-hand", does: approve}]
                """, "test");
        company.run("by-hand", "{\"amount\": \"" + amount + "\"}");
    }
}
