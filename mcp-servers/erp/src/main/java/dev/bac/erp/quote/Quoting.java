package dev.bac.erp.quote;

import dev.bac.erp.item.Numbers;
import dev.bac.erp.order.Customers;
import dev.bac.erp.order.OrderLines;
import dev.bac.erp.order.OrderTaking;
import dev.bac.mcp.Tool;
import java.util.List;

/** The tools of quotations over one set of stores. */
public final class Quoting {
    private Quoting() {}

    public static List<Tool<?, ?>> tools(Numbers numbers, Customers customers, OrderLines lines, OrderTaking taking) {
        var quotations = new Quotations(numbers);
        return List.of(
                new QuoteCreateTool(customers, lines, quotations).tool(),
                new QuoteUpdateTool(quotations, customers, taking).tool(),
                new QuoteListTool(customers, quotations).tool());
    }
}
