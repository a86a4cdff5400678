package dev.bac.orchestrator.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** What a warehouse does in a week, by chance; a tool may refuse a step, and then nothing has happened. */
final class RandomTrade {
    private static final List<String> ITEMS = List.of("Valve", "Pump");
    private static final List<String> HALLS = List.of("North hall", "South hall");

    private final TradingCompany company;
    private final Random random;
    private final List<String> delivered = new ArrayList<>();
    private final List<String> received = new ArrayList<>();
    private final List<Ordered> ordered = new ArrayList<>();
    private int step;

    private record Ordered(String number, String item, int pieces) {}

    RandomTrade(TradingCompany company, Random random) {
        this.company = company;
        this.random = random;
    }

    void next() {
        switch (step++ % 13) {
            case 0 -> sell();
            case 1 -> buy();
            case 2 -> move("receive", ", 'unitCost': '" + cents() + "'");
            case 3 -> again(delivered, "erp_order_return", "'delivery': '%s'");
            case 4 ->
                again(
                        received,
                        "erp_purchase_land",
                        "'receipt': '%s', 'amount': '" + cents() + "', 'reason': 'freight'");
            case 5 -> move("adjust", ", 'reason': 'count'");
            case 6 -> again(received, "erp_purchase_return", "'receipt': '%s'");
            case 7 -> move("write_off", ", 'reason': 'broken'");
            case 8 -> dropShip();
            case 9 -> bill();
            case 10 -> carry();
            case 11 -> make();
            default -> again(delivered, "erp_stock_cancel", "'what': '%s', 'reason': 'mistake'");
        }
    }

    /** Whether goods came from a supplier and went to a customer: what else happens mostly happens to those. */
    boolean went() {
        return !received.isEmpty() && !delivered.isEmpty();
    }

    private void sell() {
        var order = company.call(
                "erp",
                "erp_order_create",
                "{'customer': 'Acme', 'item': '%s', 'quantity': '%d', 'warehouse': 'North hall'}"
                        .formatted(item(), pieces()));
        var number = order.at("/structuredContent/order/number").asString("");
        if (!number.isEmpty()) {
            note(delivered, "DN", "erp_order_deliver", "'order': '" + number + "'");
        }
    }

    /** What the supplier ships to the customer, and the stock never sees. */
    private void dropShip() {
        var item = item();
        var order = company.tool(
                "erp",
                "erp_order_create",
                "{'customer': 'Acme', 'lines': [{'item': '%s', 'quantity': '%d', 'shippedBy': 'Lumina'}]}"
                        .formatted(item, pieces()));
        var purchase = company.tool(
                "erp",
                "erp_drop_order",
                "{'order': '%s', 'prices': [{'item': '%s', 'unitPrice': '%s'}]}"
                        .formatted(TradingCompany.number(order, "SO"), item, cents()));
        note(delivered, "DN", "erp_drop_deliver", "'purchase': '" + TradingCompany.number(purchase, "PO") + "'");
    }

    private void buy() {
        var item = item();
        int pieces = pieces();
        var day = day();
        var order = company.call("erp", "erp_purchase_create", """
                {'supplier': 'Lumina', 'item': '%s', 'quantity': '%d', 'unitPrice': '%s', 'warehouse': 'North hall', 'date': '%s'}
                """.formatted(item, pieces, cents(), day));
        var number = order.at("/structuredContent/order/number").asString("");
        if (!number.isEmpty()) {
            // What is bought late comes later still.
            var came = random.nextBoolean() ? day : TradingCompany.TODAY.toString();
            note(received, "GR", "erp_purchase_receive", "'order': '" + number + "', 'date': '" + came + "'");
            ordered.add(new Ordered(number, item, pieces));
        }
    }

    /** At the price of the order, or at another one, which is a reason to look at it. */
    private void bill() {
        if (ordered.isEmpty()) {
            return;
        }
        var order = ordered.get(random.nextInt(ordered.size()));
        var lines = ", 'lines': [{'item': '%s', 'quantity': '%d', 'net': '%s'}]"
                .formatted(order.item(), 1 + random.nextInt(order.pieces()), cents());
        company.call(
                "erp",
                "erp_purchase_bill",
                "{'order': '%s', 'reference': 'L-%d'%s}"
                        .formatted(order.number(), step, random.nextBoolean() ? "" : lines));
    }

    /** From hall to hall. */
    private void carry() {
        var sent = company.call(
                "erp",
                "erp_transfer_send",
                "{'from': 'North hall', 'to': 'South hall', 'lines': [{'item': '%s', 'quantity': '%d'}]}"
                        .formatted(item(), pieces()));
        if (!sent.path("isError").asBoolean(false)) {
            company.call(
                    "erp",
                    "erp_transfer_receive",
                    "{'transfer': '%s'}".formatted(TradingCompany.number(sent.path("structuredContent"), "TF")));
        }
    }

    /** A pump of two valves. */
    private void make() {
        company.tool("erp", "erp_bom_save", "{'item': 'Pump', 'parts': [{'item': 'Valve', 'quantity': 2}]}");
        int pieces = pieces();
        var order = company.tool(
                "erp",
                "erp_work_create",
                "{'item': 'Pump', 'quantity': '%d', 'warehouse': 'North hall'}".formatted(pieces));
        company.call(
                "erp",
                "erp_work_update",
                "{'order': '%s', 'action': 'make', 'quantity': '%d'}"
                        .formatted(TradingCompany.number(order, "WO"), 1 + random.nextInt(pieces)));
    }

    private void move(String action, String more) {
        company.call(
                "erp",
                "erp_stock_move",
                "{'action': '%s', 'item': '%s', 'quantity': '%d', 'warehouse': '%s', 'date': '%s'%s}"
                        .formatted(action, item(), pieces(), HALLS.get(random.nextInt(HALLS.size())), day(), more));
    }

    private void again(List<String> notes, String tool, String arguments) {
        if (!notes.isEmpty()) {
            company.call("erp", tool, "{" + arguments.formatted(notes.get(random.nextInt(notes.size()))) + "}");
        }
    }

    private void note(List<String> notes, String prefix, String tool, String arguments) {
        JsonNode done = company.call("erp", tool, "{" + arguments + "}");
        if (!done.path("isError").asBoolean(false)) {
            notes.add(TradingCompany.number(done.path("structuredContent"), prefix));
        }
    }

    private String item() {
        return ITEMS.get(random.nextInt(ITEMS.size()));
    }

    private int pieces() {
        return 1 + random.nextInt(12);
    }

    /** An amount that does not divide well. */
    private String cents() {
        return "%d.%02d".formatted(1 + random.nextInt(90), random.nextInt(100));
    }

    /** Some things are booked late. */
    private String day() {
        return TradingCompany.TODAY.minusDays(random.nextInt(6)).toString();
    }
}
