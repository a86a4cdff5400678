package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.finance.invoice.InvoiceDraft;
import dev.bac.finance.invoice.InvoiceStore;
import dev.bac.finance.journal.Journal;
import dev.bac.finance.journal.Numbers;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NumbersRaceTest {
    private static final int CREATORS = 16;
    private static final int EACH = 12;

    @Test
    void numbersHaveNoGapsWhenSixteenCreateAtOnceAndEveryThirdRollsBack() throws Exception {
        var books = Books.open();
        var store = books.server().server().store();
        var tenant = books.server().caller().tenant();
        var invoices = new InvoiceStore(new Journal(), new Numbers());
        try (var executor = Executors.newFixedThreadPool(CREATORS)) {
            var tasks = IntStream.range(0, CREATORS)
                    .mapToObj(creator -> executor.submit((Callable<Integer>) () -> {
                        for (int i = 0; i < EACH; i++) {
                            boolean keep = (creator + i) % 3 != 0;
                            dev.bac.store.TxWork<Integer> work = tx -> {
                                invoices.issue(tx, List.of(draft(tx.newId())));
                                return 0;
                            };
                            int done = keep ? store.write(tenant, work) : store.preview(tenant, work);
                            assertThat(done).isZero();
                        }
                        return 0;
                    }))
                    .toList();
            for (var task : tasks) {
                task.get();
            }
        }
        var serials = store.read(tenant, tx -> tx.sql()
                .createQuery("SELECT serial FROM invoice ORDER BY serial")
                .mapTo(Long.class)
                .list());
        assertThat(serials).hasSize(CREATORS * EACH * 2 / 3);
        assertThat(serials)
                .containsExactlyElementsOf(
                        LongStream.range(1001, 1001 + serials.size()).boxed().toList());
        assertThat(books.findings()).isEmpty();
    }

    private static InvoiceDraft draft(java.util.UUID id) {
        var line = InvoiceDraft.Line.of("work", BigDecimal.ONE, BigDecimal.TEN, BigDecimal.ZERO, "EUR");
        return new InvoiceDraft(
                id,
                Books.id("acme"),
                "Acme",
                "EUR",
                BigDecimal.ONE,
                Books.TODAY,
                Books.TODAY,
                List.of(line),
                InvoiceDraft.Terms.NONE);
    }
}
