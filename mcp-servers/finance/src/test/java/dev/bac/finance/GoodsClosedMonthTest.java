package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Goods move on days whose month finance has closed. Nothing of it is lost: it is booked on the first day of the next month
 * that takes entries, says so, and when no month does it is refused in words and can be booked later under the same id.
 */
class GoodsClosedMonthTest {
    private static final UUID ID = UUID.fromString("0198c0de-1111-7000-8000-00000000000b");
    private final Books books = Books.open();

    private void lock(String month, String state) {
        books.server().approved("finance_period_lock", "{\"month\":\"%s\",\"state\":\"%s\"}".formatted(month, state));
    }

    private static String change() {
        return """
                {"posting":"%s","position":"700:1","event":"erp.stock.received","date":"2026-01-20","currency":"EUR",\
                "lines":[{"counterpart":"supplier","value":"100.00"}]}""".formatted(ID);
    }

    private String days(String source) {
        return books.server().read(tx -> tx.sql()
                .createQuery("SELECT string_agg(booked_on::text, ' ') FROM journal_entry WHERE source = :source")
                .bind("source", source)
                .mapTo(String.class)
                .one());
    }

    @Test
    void aChangeOfTheStockIsBookedOnTheFirstOpenDayAndOnce() {
        lock("2026-01", "hard");
        for (int again = 0; again < 2; again++) {
            var posted = books.server().approved("finance_goods_post", change());
            assertThat(posted.at("/date").stringValue()).isEqualTo("2026-02-01");
        }
        assertThat(days("STOCK")).isEqualTo("2026-02-01");
        assertThat(books.balance("1300")).isEqualTo("100.00");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void aDeliverysInvoiceAndASuppliersBillAreBookedOnTheFirstOpenDay() {
        lock("2026-01", "hard");
        books.server().approved("finance_goods_invoice", """
                {"note":"%s","number":"DN-1","customer":"Acme","date":"2026-01-20","currency":"EUR",\
                "lines":[{"description":"valve","quantity":"1","unitPrice":"100","net":"100"}]}""".formatted(ID));
        books.server().approved("finance_goods_bill", """
                {"bill":"%s","reference":"L-1","supplier":"%s","name":"DHL","description":"PO-1","date":"2026-01-20",\
                "currency":"EUR","net":"100","received":"100"}""".formatted(ID, Books.id("dhl")));
        assertThat(days("INVOICE")).isEqualTo("2026-02-01");
        assertThat(days("BILL")).isEqualTo("2026-02-01");
    }

    @Test
    void whereNoMonthTakesEntriesItIsRefusedInWordsAndBookedOnceOneDoes() {
        lock("2026-01", "hard");
        lock("2026-02", "hard");
        lock("2026-03", "soft");
        assertThat(books.server().refused("finance_goods_post", change()).text())
                .contains("date")
                .contains("open one");
        assertThat(books.count("journal_entry")).isEqualTo("0");
        lock("2026-03", "open");
        assertThat(books.server()
                        .approved("finance_goods_post", change())
                        .at("/date")
                        .stringValue())
                .isEqualTo("2026-03-01");
    }
}
