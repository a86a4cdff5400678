package dev.bac.orchestrator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** One story through all domains, with its figures worked out by hand. */
@Timeout(300)
class DealToStatementsTest {
    private final TradingCompany company = new TradingCompany("story", true);

    /** A deal over 20 pumps of 99.90: 12 delivered, invoiced and paid, 2 of them come back. */
    @Test
    void aWonDealBecomesAnOrderADeliveryAnInvoiceMoneyAReturnAndStatements() {
        company.tool("crm", "crm_account_save", "{'name': 'Brixton Waterworks'}");
        Flows.await(
                () -> company.sql("finance", "SELECT count(*)::text FROM party WHERE name = 'Brixton Waterworks'")
                                .equals("1")
                        && company.sql("erp", "SELECT count(*)::text FROM customer WHERE name = 'Brixton Waterworks'")
                                .equals("1"),
                () -> "the customer is not known everywhere");
        company.tool(
                "crm",
                "crm_opportunity_create",
                "{'account': 'Brixton Waterworks', 'name': 'Pump renewal', 'amount': '1998.00'}");
        company.tool("crm", "crm_opportunity_update", "{'opportunity': 'Brixton Waterworks', 'stage': 'WON'}");
        approve("""
                {"lines": [{"item": "Pump", "quantity": "20", "unitPrice": "99.90"}], "draft": false}
                """);
        Flows.await(() -> orders().equals("1"), () -> "no order " + company.troubled());
        assertThat(company.sql("erp", "SELECT sum(reserved)::int::text FROM stock_balance"))
                .isEqualTo("20");
        Flows.await(
                () -> company.tool("crm", "crm_activity_list", "{}").toString().contains("Order SO-1001 was written"),
                () -> "nothing is noted at the deal " + company.troubled());

        company.tool("erp", "erp_order_deliver", "{'order': 'SO-1001', 'lines': [{'item': 'Pump', 'quantity': '12'}]}");
        company.written("INVOICE", "DN-1001 1198.80");
        pay("INV-1001");
        company.tool(
                "erp", "erp_order_return", "{'delivery': 'DN-1001', 'lines': [{'item': 'Pump', 'quantity': '2'}]}");
        company.written("CREDIT", "RT-1001 199.80");
        // 100 valves at 7.00 and 30 pumps at 61.37 are left.
        inventory("2541.10");
        books();
    }

    private String orders() {
        return company.sql("erp", "SELECT count(*)::text FROM sales_order WHERE status = 'CONFIRMED'");
    }

    private void approve(String filledIn) {
        Flows.await(() -> !pending().isEmpty(), () -> "nobody is asked for the order " + company.troubled());
        var reply = company.admin()
                .post(
                        "/api/v1/approvals/" + pending().get(0).path("id").asString() + "/approve",
                        "{\"arguments\": " + filledIn + "}");
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
    }

    private JsonNode pending() {
        return company.admin().get("/api/v1/approvals?state=pending").json().path("items");
    }

    /** Money that came in is recorded by a workflow of the company's own, under a rule of its own. */
    private void pay(String invoice) {
        var catalogue = company.workflows().catalogue();
        catalogue.put(company.tenant(), Flows.HEAD.formatted("take-payment") + """
                inputs: {invoice: {kind: text, description: Its number}}
                runAs: {service: till, scopes: [finance:read, finance:write]}
                steps: [{id: paid, tool: finance_payment_record, args: {invoice: "=input.invoice"}}]
                """, "test");
        catalogue.put(company.tenant(), """
                apiVersion: bac/v1
                kind: Policy
                metadata: {name: till, title: Till, department: Finance}
                description: What the till takes is taken.
                rules: [{name: taken, tools: [finance_payment_record], when: workflow == "own/take-payment", does: approve}]
                """, "test");
        company.run("take-payment", "{\"invoice\": \"" + invoice + "\"}");
    }

    private void inventory(String amount) {
        Flows.await(
                () -> company.account("INVENTORY").compareTo(new BigDecimal(amount)) == 0,
                () -> company.account("INVENTORY") + " is not " + amount + " " + company.troubled());
        assertThat(company.stock()).isEqualByComparingTo(amount);
        var compared = company.run("reconcile-stock", "{}");
        assertThat(compared.path("difference").asString()).isEqualTo("0.00");
        assertThat(compared.path("equal").booleanValue())
                .as(compared.toString())
                .isTrue();
    }

    /** 10 pumps stayed with the customer: 999.00 of sales against 613.70 of cost. */
    private void books() {
        var result = company.tool("finance", "finance_statement_get", "{'kind': 'profit_and_loss'}");
        assertThat(section(result, "Income")).isEqualTo("4000 Sales 999.00");
        assertThat(section(result, "Costs")).isEqualTo("5000 Cost of goods 613.70");
        assertThat(result.at("/result/amount").asString()).isEqualTo("385.30");
        var sheet = company.tool("finance", "finance_statement_get", "{'kind': 'balance_sheet'}");
        // The invoice was paid in full; the credit note is owed to the customer until it is set off.
        assertThat(section(sheet, "Assets"))
                .isEqualTo("1000 Bank 1198.80, 1200 Trade receivables -199.80, 1300 Inventory 2541.10");
        assertThat(section(sheet, "Equity"))
                .isEqualTo("3900 Opening balances 3154.80, Result not yet carried over 385.30");
        assertThat(sheet.path("balanced").booleanValue()).isTrue();
        var deliveries = company.run("reconcile-deliveries", "{}");
        assertThat(deliveries.path("missing")).as(deliveries.toString()).isEmpty();
        company.verify();
    }

    private static String section(JsonNode statement, String name) {
        return statement
                .path("sections")
                .valueStream()
                .filter(section -> section.path("name").asString().equals(name))
                .flatMap(section -> section.path("lines").valueStream())
                .map(line -> line.path("account").asString() + " "
                        + line.at("/amount/amount").asString())
                .collect(java.util.stream.Collectors.joining(", "));
    }
}
