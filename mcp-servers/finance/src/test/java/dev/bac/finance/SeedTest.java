package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.finance.FinanceSeed.BillSeed;
import dev.bac.finance.FinanceSeed.InvoiceSeed;
import dev.bac.finance.FinanceSeed.LineSeed;
import dev.bac.finance.FinanceSeed.OpeningSeed;
import dev.bac.finance.FinanceSeed.PaymentSeed;
import dev.bac.finance.FinanceSeed.SettleSeed;
import dev.bac.finance.payment.PaymentMethod;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeedTest {

    @Test
    void aThousandInvoicesWithPaymentsAndBillsAreSeededInOneCall() {
        var books = Books.open();
        var seed = seed(1_000);
        long start = System.nanoTime();
        books.seed(seed);
        var took = Duration.ofNanos(System.nanoTime() - start);
        System.out.println("seeded 1,000 invoices, 700 payments, 300 bills in " + took.toMillis() + " ms");
        assertThat(books.findings()).isEmpty();
        assertThat(books.count("journal_entry")).isEqualTo("2151");
        assertThat(took).isLessThan(Duration.ofMinutes(1));

        books.seed(seed);
        assertThat(books.count("invoice")).isEqualTo("1000");
        assertThat(books.count("journal_entry")).isEqualTo("2151");
        var report = books.server().ok("finance_revenue_report", "{\"period\":\"last_12_months\"}");
        assertThat(report.at("/costs/amount").stringValue()).isNotEqualTo("0.00");
    }

    private static FinanceSeed seed(int count) {
        var invoices = IntStream.range(0, count)
                .mapToObj(i -> new InvoiceSeed(
                        Books.id("invoice " + i),
                        Books.id(i % 2 == 0 ? "acme" : "globex"),
                        "EUR",
                        Books.TODAY.minusDays(700L - i / 2),
                        Books.TODAY.minusDays(670L - i / 2),
                        List.of(
                                new LineSeed(
                                        "LED panels",
                                        new BigDecimal(i % 9 + 1),
                                        new BigDecimal("45.50"),
                                        new BigDecimal("19")),
                                new LineSeed("freight", BigDecimal.ONE, new BigDecimal("12"), new BigDecimal("19")))))
                .toList();
        var payments = IntStream.range(0, count * 7 / 10)
                .mapToObj(i -> new PaymentSeed(
                        Books.id("payment " + i),
                        Books.id(i % 2 == 0 ? "acme" : "globex"),
                        "EUR",
                        Books.TODAY.minusDays(650L - i / 2),
                        PaymentMethod.BANK_TRANSFER,
                        null,
                        null,
                        List.of(new SettleSeed(Books.id("invoice " + i), i % 10 == 0 ? BigDecimal.TEN : null))))
                .toList();
        var bills = IntStream.range(0, count * 3 / 10)
                .mapToObj(i -> new BillSeed(
                        Books.id("bill " + i),
                        Books.id("dhl"),
                        "freight",
                        "6200",
                        "EUR",
                        Books.TODAY.minusDays(i),
                        Books.TODAY.minusDays(i).plusDays(30),
                        new BigDecimal("99.90"),
                        new BigDecimal("19"),
                        i < 150 ? null : Books.TODAY.minusDays(i - 20L)))
                .toList();
        var openings = List.of(new OpeningSeed(
                Books.id("opening"), "1000", "EUR", Books.TODAY.minusDays(720), new BigDecimal("250000")));
        return new FinanceSeed(null, invoices, payments, bills, openings);
    }
}
