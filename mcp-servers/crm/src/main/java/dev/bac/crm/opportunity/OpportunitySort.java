package dev.bac.crm.opportunity;

import dev.bac.mcp.argument.PageOrder;

/** The order of a list of deals. */
public enum OpportunitySort {
    /** The largest first. */
    AMOUNT(PageOrder.ascending("amount", "-amount", "numeric", "number")),
    /** The next to be decided first. */
    CLOSE_DATE(PageOrder.ascending("close date", "close_date", "date", "number"));

    final PageOrder order;

    OpportunitySort(PageOrder order) {
        this.order = order;
    }
}
