package dev.bac.finance.goods;

import dev.bac.finance.journal.Chart;
import dev.bac.finance.journal.Entry;
import dev.bac.finance.journal.Entry.Leg;
import dev.bac.finance.journal.Journal;
import dev.bac.finance.journal.Role;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * By what a bill, or a credit note on one, differs from what its goods had been received for: it goes to the stock's
 * differences, so that the account of goods received comes to nothing.
 *
 * @param of the record of the stock's server whose difference it is
 * @param rate one unit of the currency in the company's own
 */
record PriceDifference(UUID of, String description, LocalDate date, String currency, BigDecimal rate) {

    /** @param dearer what was charged beyond what was received; below zero when it was less */
    void book(Tx tx, Journal journal, BigDecimal dearer) {
        if (dearer.signum() == 0) {
            return;
        }
        var chart = Chart.of(tx);
        journal.post(
                tx,
                List.of(new Entry(
                        tx.newId(),
                        date,
                        description,
                        Entry.Source.STOCK,
                        of,
                        currency,
                        rate,
                        List.of(
                                Leg.debit(chart.code(Role.STOCK_DIFFERENCES), dearer, null),
                                Leg.credit(chart.code(Role.GOODS_RECEIVED), dearer, null)))));
    }
}
