package dev.bac.finance.invoice;

import dev.bac.finance.invoice.InvoiceCreateTool.Order;
import dev.bac.finance.invoice.InvoiceCreateTool.Position;
import dev.bac.finance.tax.Tax;
import dev.bac.finance.tax.TaxCalculation;
import dev.bac.finance.tax.TaxRounding;
import dev.bac.finance.tax.Taxes;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** Turns what is to be invoiced into lines with their taxes. */
record PositionReader(String currency, Order order) {
    private static final int LINES = 200;
    private static final BigDecimal MOST_PIECES = new BigDecimal("1000000000");

    private record Piece(String description, BigDecimal quantity, BigDecimal price) {}

    List<InvoiceDraft.Line> lines(Tx tx) {
        var tax = Taxes.given(tx, order.tax(), order.taxRate());
        var pieces = pieces();
        var reckoned = new TaxCalculation(
                        Boolean.TRUE.equals(order.pricesIncludeTax()),
                        order.taxRounding() == null ? TaxRounding.LINE : order.taxRounding(),
                        Currency.getInstance(currency).getDefaultFractionDigits())
                .of(pieces.stream()
                        .map(one -> new TaxCalculation.Line(one.quantity().multiply(one.price()), tax))
                        .toList());
        var lines = new ArrayList<InvoiceDraft.Line>();
        for (int i = 0; i < pieces.size(); i++) {
            lines.add(line(pieces.get(i), tax, reckoned.get(i)));
        }
        return lines;
    }

    private static InvoiceDraft.Line line(Piece piece, Tax tax, TaxCalculation.Amounts amounts) {
        return new InvoiceDraft.Line(
                piece.description(),
                piece.quantity(),
                piece.price(),
                tax.rate().setScale(4, RoundingMode.HALF_UP),
                tax.code(),
                amounts.net(),
                amounts.tax(),
                amounts.withheld());
    }

    private List<Piece> pieces() {
        var positions = order.lines();
        if (positions == null || positions.isEmpty()) {
            if (order.amount() == null || order.description() == null) {
                throw ToolRefusal.invalid(
                        order.amount() == null ? "amount" : "description",
                        "is missing; give amount and description, or lines");
            }
            return List.of(new Piece(
                    Given.text("description", order.description(), 500),
                    BigDecimal.ONE,
                    Given.amount("amount", order.amount(), currency)));
        }
        if (order.amount() != null) {
            throw ToolRefusal.invalid("amount", "give either amount or lines, not both");
        }
        if (positions.size() > LINES) {
            throw ToolRefusal.invalid("lines", "has %d positions, at most %d".formatted(positions.size(), LINES));
        }
        return positions.stream().map(this::piece).toList();
    }

    private Piece piece(Position position) {
        var quantity = position.quantity() == null
                ? BigDecimal.ONE
                : Given.number("quantity", position.quantity(), 4, MOST_PIECES);
        if (quantity.signum() <= 0) {
            throw ToolRefusal.invalid("quantity", "must be above zero");
        }
        return new Piece(
                Given.text("lines.description", position.description(), 500),
                quantity,
                Given.amount("lines.unitPrice", position.unitPrice(), currency));
    }
}
