package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.finance.allocation.CreditAllocateTool;
import dev.bac.finance.allocation.CreditRefundTool;
import dev.bac.finance.allocation.CreditUses;
import dev.bac.finance.credit.CreditCreateTool;
import dev.bac.finance.credit.CreditStore;
import dev.bac.finance.invoice.InvoiceCreateTool;
import dev.bac.finance.invoice.InvoiceStore;
import dev.bac.finance.journal.Journal;
import dev.bac.finance.journal.JournalPostTool;
import dev.bac.finance.journal.Numbers;
import dev.bac.finance.party.Parties;
import dev.bac.finance.payment.PaymentRecordTool;
import dev.bac.finance.payment.PaymentStore;
import dev.bac.finance.report.Ageing;
import dev.bac.finance.report.TrialBalanceTool;
import dev.bac.finance.settlement.Side;
import dev.bac.identity.Caller;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random histories of invoices, payments, manual entries and reversals, each in a transaction of its own that is taken
 * back at the end. {@code -Dhistories=5000} runs more than the 150 of every build, {@code -Dseed=…} others.
 */
class HistoryPropertyTest {
    private static final int HISTORIES = Integer.getInteger("histories", 150);
    private static final long SEED = Long.getLong("seed", 20260316L);
    private static final List<String> CUSTOMERS = List.of("Acme", "Globex", "Rocket Works North");
    private static final List<String> CURRENCIES = List.of("EUR", "EUR", "JPY", "KWD");
    private static final List<String> RATES = List.of("0", "7", "19", "7.77");

    private final Books books = Books.open();
    private final Caller caller = books.server().caller();
    private final Journal journal = new Journal();
    private final Numbers numbers = new Numbers();
    private final Parties parties = new Parties();
    private final InvoiceStore invoices = new InvoiceStore(journal, numbers);
    private final InvoiceCreateTool create = new InvoiceCreateTool(parties, invoices);
    private final PaymentRecordTool pay = new PaymentRecordTool(
            parties, invoices, new PaymentStore(journal, numbers), new CreditStore(journal, numbers));
    private final CreditUses uses = new CreditUses(journal, numbers);
    private final CreditAllocateTool allocate = new CreditAllocateTool(parties, uses);
    private final CreditRefundTool refund = new CreditRefundTool(parties, uses);
    private final CreditCreateTool credit = new CreditCreateTool(new CreditStore(journal, numbers));
    private final JournalPostTool post = new JournalPostTool(journal);
    private final Ageing ageing = new Ageing();

    @Test
    void whateverHappensTheBooksBalanceAndAgeingIsTheControlAccount() {
        int refused = 0;
        for (int i = 0; i < HISTORIES; i++) {
            var random = new SplittableRandom(SEED + i);
            try {
                refused += books.server().server().store().preview(caller.tenant(), tx -> history(tx, random));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("history with seed " + (SEED + i), e);
            }
        }
        // A generator whose steps are mostly refused would show nothing.
        assertThat(refused).isLessThan(HISTORIES * 6);
    }

    private int history(Tx tx, SplittableRandom random) {
        var issued = new ArrayList<String>();
        var manual = new ArrayList<String>();
        int refused = 0;
        for (int step = random.nextInt(4, 14); step > 0; step--) {
            try {
                switch (random.nextInt(9)) {
                    case 0, 1 -> issued.add(invoice(tx, random));
                    case 2 -> payCustomer(tx, random);
                    case 3 -> payInvoice(tx, random, issued);
                    case 4 -> manual.add(manual(tx, random));
                    case 5 -> credit(tx, random, issued);
                    case 6 -> useCredit(tx, random, issued);
                    case 7 -> refund(tx, random);
                    default -> reverse(tx, random, manual);
                }
            } catch (ToolRefusal e) {
                refused++;
            }
        }
        tx.sql().execute("SET CONSTRAINTS ALL IMMEDIATE");
        assertThat(FinanceServer.declare().life().verify(tx)).isEmpty();
        for (var currency : List.of("EUR", "JPY", "KWD")) {
            var day = day(random);
            var sum = ageing.sum(tx, new Ageing.Ask(Side.RECEIVABLE, day, currency, Ageing.By.DUE_DATE, null));
            assertThat(sum.balance()).as("%s %s", day, currency).isEqualByComparingTo(receivables(tx, day, currency));
            assertThat(sum.notDue()
                            .add(sum.to30())
                            .add(sum.to60())
                            .add(sum.to90())
                            .add(sum.over90())
                            .subtract(sum.credit()))
                    .isEqualByComparingTo(sum.balance());
            var trial = new TrialBalanceTool()
                    .tool()
                    .handler()
                    .handle(caller, tx, new TrialBalanceTool.Question(day, currency));
            assertThat(trial.balanced()).isTrue();
        }
        return refused;
    }

    private String invoice(Tx tx, SplittableRandom random) {
        var currency = pick(random, CURRENCIES);
        var lines = new ArrayList<InvoiceCreateTool.Position>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            lines.add(new InvoiceCreateTool.Position(
                    "line", BigDecimal.valueOf(random.nextInt(1, 9_999), 2), amount(random, currency)));
        }
        return create.tool()
                .handler()
                .handle(
                        caller,
                        tx,
                        new InvoiceCreateTool.Order(
                                pick(random, CUSTOMERS),
                                null,
                                null,
                                lines,
                                currency,
                                new BigDecimal(pick(random, RATES)),
                                random.nextInt(90),
                                null,
                                day(random)))
                .invoice()
                .number();
    }

    private void payCustomer(Tx tx, SplittableRandom random) {
        var currency = pick(random, CURRENCIES);
        pay.tool()
                .handler()
                .handle(
                        caller,
                        tx,
                        new PaymentRecordTool.Receipt(
                                pick(random, CUSTOMERS),
                                null,
                                amount(random, currency).multiply(BigDecimal.valueOf(random.nextInt(1, 90))),
                                currency,
                                day(random),
                                null,
                                null));
    }

    private void payInvoice(Tx tx, SplittableRandom random, List<String> issued) {
        if (!issued.isEmpty()) {
            pay.tool()
                    .handler()
                    .handle(
                            caller,
                            tx,
                            new PaymentRecordTool.Receipt(
                                    null,
                                    pick(random, issued),
                                    random.nextBoolean() ? null : BigDecimal.valueOf(random.nextInt(1, 5_000)),
                                    null,
                                    day(random),
                                    null,
                                    null));
        }
    }

    private void credit(Tx tx, SplittableRandom random, List<String> issued) {
        if (!issued.isEmpty()) {
            var amount = random.nextBoolean() ? null : BigDecimal.valueOf(random.nextInt(1, 3_000));
            boolean off = random.nextInt(3) == 0;
            credit.tool()
                    .handler()
                    .handle(
                            caller,
                            tx,
                            new CreditCreateTool.Order(
                                    pick(random, issued), null, amount, "returned", null, off, off ? "6900" : null));
        }
    }

    private void useCredit(Tx tx, SplittableRandom random, List<String> issued) {
        boolean named = random.nextBoolean() && !issued.isEmpty();
        allocate.tool()
                .handler()
                .handle(
                        caller,
                        tx,
                        new CreditAllocateTool.Order(
                                named ? null : pick(random, CUSTOMERS),
                                null,
                                null,
                                named ? pick(random, issued) : null,
                                random.nextBoolean() ? null : BigDecimal.valueOf(random.nextInt(1, 3_000)),
                                named ? null : pick(random, CURRENCIES),
                                null));
    }

    private void refund(Tx tx, SplittableRandom random) {
        refund.tool()
                .handler()
                .handle(
                        caller,
                        tx,
                        new CreditRefundTool.Order(
                                pick(random, CUSTOMERS),
                                null,
                                null,
                                random.nextBoolean() ? null : BigDecimal.valueOf(random.nextInt(1, 3_000)),
                                pick(random, CURRENCIES),
                                null,
                                null,
                                null,
                                null));
    }

    private String manual(Tx tx, SplittableRandom random) {
        return post.tool()
                .handler()
                .handle(
                        caller,
                        tx,
                        new JournalPostTool.Posting(
                                "6100", "1000", amount(random, "EUR"), null, "rent", day(random), null))
                .entry()
                .toString();
    }

    private void reverse(Tx tx, SplittableRandom random, List<String> manual) {
        if (!manual.isEmpty()) {
            post.tool()
                    .handler()
                    .handle(
                            caller,
                            tx,
                            new JournalPostTool.Posting(null, null, null, null, "wrong", null, pick(random, manual)));
        }
    }

    private static BigDecimal receivables(Tx tx, LocalDate day, String currency) {
        return tx.sql()
                .createQuery("""
                        SELECT coalesce(sum(p.amount), 0) FROM posting p JOIN journal_entry e ON e.id = p.entry_id
                         WHERE p.account = '1200' AND p.currency = :currency AND e.booked_on <= :day
                        """)
                .bind("currency", currency)
                .bind("day", day)
                .mapTo(BigDecimal.class)
                .one();
    }

    private static LocalDate day(SplittableRandom random) {
        return Books.TODAY.minusDays(random.nextInt(200));
    }

    private static BigDecimal amount(SplittableRandom random, String currency) {
        return BigDecimal.valueOf(
                random.nextInt(1, 500_000), Currency.getInstance(currency).getDefaultFractionDigits());
    }

    private static <T> T pick(SplittableRandom random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
