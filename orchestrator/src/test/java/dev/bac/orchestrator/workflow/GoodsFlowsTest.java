package dev.bac.orchestrator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What follows from goods by itself: invoices of parts, credit notes of returns, bills that fit; each once, although its
 * event comes again as a run that knows nothing of the first one, as after a node that died between effect and result.
 */
@Timeout(300)
class GoodsFlowsTest {
    @Test
    void invoicesEachPartOfAnOrderAndCreditsWhatComesBack() {
        var company = new TradingCompany("parts", true);
        var order = TradingCompany.number(
                company.tool(
                        "erp",
                        "erp_order_create",
                        "{'customer': 'Acme', 'lines': [{'item': 'Valve', 'quantity': '7', 'unitPrice': '9.99', 'discount': '3'}]}"),
                "SO");
        deliver(company, order, 3);
        deliver(company, order, 4);
        company.written("INVOICE", "DN-1001 29.07, DN-1002 38.76");

        company.tool(
                "erp", "erp_order_return", "{'delivery': 'DN-1001', 'lines': [{'item': 'Valve', 'quantity': '1'}]}");
        company.written("CREDIT", "RT-1001 9.69");
        company.tool("erp", "erp_order_return", "{'delivery': 'DN-1001'}");
        company.written("CREDIT", "RT-1001 9.69, RT-1002 19.38");
        company.tool("erp", "erp_stock_cancel", "{'what': 'DN-1002', 'reason': 'wrong customer'}");
        company.written("WITHDRAWN", "DN-1002 38.76");

        company.outbox("erp").toList().forEach(event -> {
            switch (event.type()) {
                case "erp.invoice.requested" -> company.carry("delivery-invoice", event);
                case "erp.credit.requested" -> company.carry("return-credit", event);
                case "erp.invoice.withdrawn" -> company.carry("delivery-withdrawn", event);
                default -> {}
            }
        });
        assertThat(company.documents("INVOICE")).isEqualTo("DN-1001 29.07, DN-1002 38.76");
        assertThat(company.documents("CREDIT")).isEqualTo("RT-1001 9.69, RT-1002 19.38");
        assertThat(company.account("SALES")).isZero();
        assertThat(company.account("RECEIVABLES")).isZero();
        var compared = company.run("reconcile-deliveries", "{}");
        assertThat(compared.path("compared").intValue()).as(compared.toString()).isEqualTo(4);
        assertThat(compared.path("complete").booleanValue()).isTrue();
        assertThat(compared.path("missing")).as(compared.toString()).isEmpty();
        assertThat(compared.path("different")).as(compared.toString()).isEmpty();
        assertThat(compared.path("notWithdrawn")).as(compared.toString()).isEmpty();
        company.verify();
    }

    private static void deliver(TradingCompany company, String order, int pieces) {
        company.tool(
                "erp",
                "erp_order_deliver",
                "{'order': '%s', 'lines': [{'item': 'Valve', 'quantity': '%d'}]}".formatted(order, pieces));
    }

    @Test
    void booksABillThatFitsAgainstWhatWasReceived() {
        var company = new TradingCompany("bills", true);
        var order = TradingCompany.number(
                company.tool(
                        "erp",
                        "erp_purchase_create",
                        "{'supplier': 'Lumina', 'item': 'Pump', 'quantity': '10', 'unitPrice': '60.00'}"),
                "PO");
        var received = company.tool("erp", "erp_purchase_receive", "{'order': '%s'}".formatted(order));
        Flows.await(
                () -> company.account("GOODS_RECEIVED").compareTo(new BigDecimal("-600.00")) == 0,
                () -> "nothing is received " + company.troubled());
        company.tool(
                "erp",
                "erp_purchase_bill",
                "{'order': '%s', 'reference': 'L-77', 'lines': [{'item': 'Pump', 'quantity': '10', 'net': '612.50'}]}"
                        .formatted(order));
        company.written("BILL", "L-77 612.50");

        company.outbox("erp")
                .filter(event -> event.type().equals("erp.bill.requested"))
                .toList()
                .forEach(event -> company.carry("receipt-bill", event));
        assertThat(company.sql("finance", "SELECT count(*)::text FROM bill")).isEqualTo("1");
        assertThat(company.account("PAYABLES")).isEqualByComparingTo("-612.50");
        assertThat(company.account("GOODS_RECEIVED")).isZero();
        assertThat(company.account("STOCK_DIFFERENCES")).isEqualByComparingTo("12.50");

        // Under moving average the goods are worth more than they cost: 10 of 50 pumps, 40 at 61.37 and 10 at 60.00.
        company.tool(
                "erp", "erp_purchase_return", "{'receipt': '%s'}".formatted(TradingCompany.number(received, "GR")));
        Flows.await(
                () -> company.account("INVENTORY").compareTo(company.stock()) == 0,
                () -> company.account("INVENTORY") + " is not " + company.stock() + " " + company.troubled());
        // The supplier owes what was billed, 12.50 more than the goods had come in for: nothing is owed any more.
        company.written("CREDIT", "SB-1001 612.50");
        company.outbox("erp")
                .filter(event -> event.type().equals("erp.supplier_credit.requested"))
                .toList()
                .forEach(event -> company.carry("supplier-credit", event));
        assertThat(company.documents("CREDIT")).isEqualTo("SB-1001 612.50");
        assertThat(company.account("PAYABLES")).isZero();
        assertThat(company.account("GOODS_RECEIVED")).isZero();
        assertThat(company.account("STOCK_DIFFERENCES")).isEqualByComparingTo("10.96");
        company.verify();
    }

    @Test
    void booksWhatASupplierShipsPastTheStockAsCostOfGoodsAndItsBillAndInvoice() {
        var company = new TradingCompany("drop", true);
        var order = TradingCompany.number(company.tool("erp", "erp_order_create", """
                        {'customer': 'Acme', 'lines': [{'item': 'Pump', 'quantity': '3', 'shippedBy': 'Lumina'}]}
                        """), "SO");
        Flows.await(
                () -> company.account("INVENTORY").compareTo(company.stock()) == 0,
                () -> "the beginning is not booked " + company.troubled());
        var before = company.stock();
        var purchase =
                TradingCompany.number(company.tool("erp", "erp_drop_order", "{'order': '%s'}".formatted(order)), "PO");
        company.tool("erp", "erp_drop_deliver", "{'purchase': '%s'}".formatted(purchase));
        company.written("INVOICE", "DN-1001 299.70");
        Flows.await(
                () -> company.account("PURCHASES").compareTo(new BigDecimal("184.11")) == 0,
                () -> "cost of goods " + company.account("PURCHASES") + " " + company.troubled());
        assertThat(company.account("GOODS_RECEIVED")).isEqualByComparingTo("-184.11");
        company.tool("erp", "erp_purchase_bill", "{'order': '%s', 'reference': 'L-9'}".formatted(purchase));
        company.written("BILL", "L-9 184.11");
        assertThat(company.account("GOODS_RECEIVED")).isZero();
        assertThat(company.account("PAYABLES")).isEqualByComparingTo("-184.11");
        assertThat(company.account("INVENTORY")).isEqualByComparingTo(before);

        // One comes back into our hall: it is ours now, at what it was bought for.
        company.tool(
                "erp", "erp_order_return", "{'delivery': 'DN-1001', 'lines': [{'item': 'Pump', 'quantity': '1'}]}");
        company.written("CREDIT", "RT-1001 99.90");
        Flows.await(
                () -> company.account("INVENTORY").compareTo(before.add(new BigDecimal("61.37"))) == 0,
                () -> company.account("INVENTORY") + " " + company.troubled());
        assertThat(company.account("PURCHASES")).isEqualByComparingTo("122.74");
        company.told().forEach(event -> {
            if (!event.type().equals("erp.stock.moved")) {
                company.carry("stock-to-books", event);
            }
        });
        assertThat(company.account("PURCHASES")).isEqualByComparingTo("122.74");
        var compared = company.run("reconcile-stock", "{}");
        assertThat(compared.path("difference").asString())
                .as(compared.toString())
                .isEqualTo("0.00");
        assertThat(compared.path("equal").booleanValue())
                .as(compared.toString())
                .isTrue();
        company.verify();
    }

    @Test
    void takesTheCostOfADropShipmentBackThatIsCancelled() {
        var company = new TradingCompany("dropped", true);
        var order = TradingCompany.number(company.tool("erp", "erp_order_create", """
                        {'customer': 'Acme', 'lines': [{'item': 'Pump', 'quantity': '3', 'shippedBy': 'Lumina'}]}
                        """), "SO");
        var purchase =
                TradingCompany.number(company.tool("erp", "erp_drop_order", "{'order': '%s'}".formatted(order)), "PO");
        company.tool("erp", "erp_drop_deliver", "{'purchase': '%s'}".formatted(purchase));
        company.written("INVOICE", "DN-1001 299.70");
        company.tool("erp", "erp_stock_cancel", "{'what': 'DN-1001', 'reason': 'never left'}");
        company.written("WITHDRAWN", "DN-1001 299.70");
        Flows.await(
                () -> company.sql("finance", "SELECT count(*)::text FROM stock_entry WHERE event LIKE '%cancelled'")
                        .equals("1"),
                () -> "the cancellation is not booked " + company.troubled());
        assertThat(company.account("PURCHASES")).isZero();
        assertThat(company.account("GOODS_RECEIVED")).isZero();
        assertThat(company.account("SALES")).isZero();
        company.verify();
    }
}
