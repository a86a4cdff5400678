package dev.bac.orchestrator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.finance.journal.Periods;
import dev.bac.orchestrator.testing.TestPlatform;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/**
 * Goods leave on a day whose month finance has closed. The run of the workflow says where it was booked instead; where no
 * month takes entries the run stays with the remedy, and goes on when it is tried again.
 */
@Timeout(300)
class ClosedMonthTest {
    private static final LocalDate OPEN = TradingCompany.TODAY.withDayOfMonth(1);
    private static final LocalDate CLOSED = OPEN.minusDays(1);
    private static final List<String> BOTH = List.of("delivery-invoice", "stock-to-books");

    @Test
    void whatIsDeliveredInAClosedMonthIsBookedOnTheFirstOpenDayAndItsRunSaysSo() {
        var company = stocked("closed");
        month(company, YearMonth.from(CLOSED), Periods.State.HARD);
        deliver(company);

        company.written("INVOICE", "DN-1001 37.02");
        booked(company);
        assertThat(company.sql("finance", "SELECT string_agg(issued_on::text, ' ') FROM invoice"))
                .isEqualTo(OPEN.toString());
        assertThat(delivered(company, "delivery-invoice").at("/output/summary").asString())
                .contains("dated " + OPEN)
                .contains(CLOSED + " takes no entries");
        assertThat(delivered(company, "stock-to-books").at("/output/date").asString())
                .isEqualTo(OPEN.toString());
        assertThat(entriesOfTheDelivery(company)).isEqualTo(OPEN + " " + OPEN);
        same(company);
    }

    @Test
    void whereNoMonthTakesEntriesTheRunStaysWithTheRemedyAndGoesOnOnceOneDoes() {
        var company = stocked("shut");
        month(company, YearMonth.from(CLOSED), Periods.State.HARD);
        month(company, YearMonth.from(OPEN), Periods.State.SOFT);
        deliver(company);
        for (var workflow : BOTH) {
            Flows.await(
                    () -> delivered(company, workflow)
                            .at("/run/state")
                            .asString()
                            .equals("failed"),
                    () -> workflow + " " + company.troubled());
            var run = delivered(company, workflow).path("run");
            assertThat(run.path("code").asString()).as(run.toString()).isEqualTo("period_locked");
            assertThat(run.path("text").asString())
                    .contains("no month from " + CLOSED)
                    .contains("open one");
        }
        assertThat(company.documents("INVOICE")).isEmpty();

        month(company, YearMonth.from(OPEN), Periods.State.OPEN);
        for (var workflow : BOTH) {
            var id = delivered(company, workflow).at("/run/id").asString();
            assertThat(company.admin()
                            .post("/api/v1/runs/" + id + "/retry", "{}")
                            .status())
                    .isEqualTo(200);
        }
        company.written("INVOICE", "DN-1001 37.02");
        booked(company);
        assertThat(entriesOfTheDelivery(company)).isEqualTo(OPEN + " " + OPEN);
        same(company);
    }

    /** Nine valves came on the last day of the month before, and the books know. */
    private static TradingCompany stocked(String slug) {
        var company = new TradingCompany(slug, true);
        company.tool("erp", "erp_stock_move", """
                {'action': 'receive', 'item': 'Valve', 'quantity': '9', 'unitCost': '7.00', 'warehouse': 'North hall', 'date': '%s'}
                """.formatted(CLOSED));
        booked(company);
        return company;
    }

    private static void booked(TradingCompany company) {
        Flows.await(
                () -> company.account("INVENTORY").compareTo(company.stock()) == 0,
                () -> company.account("INVENTORY") + " is not " + company.stock() + " " + company.troubled());
    }

    private static void deliver(TradingCompany company) {
        var order = TradingCompany.number(
                company.tool(
                        "erp",
                        "erp_order_create",
                        "{'customer': 'Acme', 'item': 'Valve', 'quantity': '3', 'date': '%s'}".formatted(CLOSED)),
                "SO");
        company.tool("erp", "erp_order_deliver", "{'order': '%s', 'date': '%s'}".formatted(order, CLOSED));
    }

    private static void month(TradingCompany company, YearMonth month, Periods.State state) {
        TestPlatform.shared().platform().server("finance").store().write(company.tenant(), tx -> {
            Periods.holdBooks(tx);
            Periods.set(tx, month, month, state);
            return true;
        });
    }

    /** The run of a workflow that the delivery began. */
    private static JsonNode delivered(TradingCompany company, String workflow) {
        return company.runs(workflow).stream()
                .filter(run -> run.at("/event/note").asString("").equals("DN-1001"))
                .findFirst()
                .orElseGet(tools.jackson.databind.node.JsonNodeFactory.instance::objectNode);
    }

    private static String entriesOfTheDelivery(TradingCompany company) {
        return company.sql("finance", """
                SELECT string_agg(booked_on::text, ' ') FROM journal_entry
                 WHERE source = 'INVOICE' OR description LIKE 'Stock: erp.stock.delivered%'
                """);
    }

    /** Stock and books are equal, and each finds itself sound. */
    private static void same(TradingCompany company) {
        var compared = company.run("reconcile-stock", "{}");
        assertThat(compared.path("difference").asString())
                .as(compared.toString())
                .isEqualTo("0.00");
        assertThat(company.run("reconcile-deliveries", "{}").path("complete").booleanValue())
                .isTrue();
        company.verify();
    }
}
