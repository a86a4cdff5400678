package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.ToolInvocation;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** A company that had goods before stock and books were joined: the books are brought to what the stock is worth, once. */
class GoodsCatchUpTest {
    private static final String TOOL = "finance_goods_catch_up";
    private static final UUID POSTING = UUID.fromString("0198c0de-1111-7000-8000-00000000000a");
    private final Books books = Books.open();

    /** A stock of 900.00 whose newest posting, a receipt of 100.00, is all that it has told. */
    private static String stock(String more) {
        return """
                {"stock":[{"currency":"EUR","value":"900.00"}],"position":"700:1",\
                "postings":[{"id":"%s","currency":"EUR","value":"100.00"}],"older":[]%s}""".formatted(POSTING, more);
    }

    private void told(String value) {
        books.server().approved("finance_goods_post", """
                {"posting":"%s","position":"700:1","event":"erp.stock.received","date":"2026-03-10","currency":"EUR",\
                "lines":[{"counterpart":"supplier","value":"%s"}]}""".formatted(POSTING, value));
    }

    private ObjectNode caughtUp(String more) {
        return books.server().approved(TOOL, stock(more));
    }

    @Test
    void booksWhatTheStockNeverToldAndLeavesTheRestToItsEvents() {
        assertThat(caughtUp("").at("/items/0/value/amount").stringValue()).isEqualTo("800.00");
        assertThat(books.balance("1300")).isEqualTo("800.00");
        assertThat(books.balance("3900")).isEqualTo("-800.00");
        told("100.00");
        assertThat(books.balance("1300")).isEqualTo("900.00");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void findsNothingToBookTheSecondTimeAlsoOnceTheEventsHaveCome() {
        caughtUp("");
        var entries = books.count("journal_entry");
        assertThat(caughtUp("").at("/items")).isEmpty();
        assertThat(books.count("journal_entry")).isEqualTo(entries);
        told("100.00");
        assertThat(caughtUp("").at("/summary").stringValue()).contains("nothing is to be booked");
        assertThat(books.balance("1300")).isEqualTo("900.00");
    }

    @Test
    void asksAPersonAndBooksNothingBefore() {
        var asked = books.server().asks(TOOL, stock(""));
        assertThat(asked.argumentsHash()).isNotBlank();
        assertThat(books.count("journal_entry")).isEqualTo("0");
        assertThat(books.balance("1300")).isEqualTo("0.00");
    }

    @Test
    void whatWasBookedByHandTooMuchIsTakenBack() {
        books.server()
                .approved(
                        "finance_journal_post",
                        "{\"debit\":\"1300\",\"credit\":\"3900\",\"amount\":\"1000\",\"description\":\"by hand\"}");
        assertThat(caughtUp(",\"against\":\"differences\"")
                        .at("/items/0/value/amount")
                        .stringValue())
                .isEqualTo("-200.00");
        assertThat(books.balance("1300")).isEqualTo("800.00");
        assertThat(books.balance("5900")).isEqualTo("200.00");
    }

    @Test
    void aDayInAClosedMonthIsBookedOnTheFirstOfTheNextOpenOne() {
        books.server().approved("finance_period_lock", "{\"month\":\"2026-01\",\"state\":\"hard\"}");
        assertThat(caughtUp(",\"date\":\"2026-01-31\"").at("/items/0/date").stringValue())
                .isEqualTo("2026-02-01");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'date':'2026-03-17'|date",
                "'older':[{'currency':'EUR','value':'5','count':1}]|older",
                "'stock':[{'currency':'EUR','value':'1'},{'currency':'EUR','value':'2'}]|stock.currency",
                "'stock':[{'currency':'EUR','value':'1e30'}]|stock",
                "'stock':[{'currency':'XXX','value':'1'}]|stock.currency",
                "'position':'700'|position",
            })
    void isRefusedByTheArgumentAndBooksNothing(String wrong, String argument) {
        ObjectNode arguments = (ObjectNode) dev.bac.mcp.ToolJson.mapper().readTree(stock(""));
        arguments.setAll((ObjectNode) dev.bac.mcp.ToolJson.mapper().readTree("{" + wrong.replace('\'', '"') + "}"));
        assertThat(books.server().refused(TOOL, arguments.toString()).text()).contains(argument);
        assertThat(books.count("journal_entry")).isEqualTo("0");
    }

    @Test
    void aPostingThatIsBookedWithAnotherValueIsMendedFirst() {
        told("99.00");
        assertThat(books.server().refused(TOOL, stock("")).text()).contains(POSTING.toString());
    }

    @Test
    void eightAtTheSameTimeBookItOnce() throws Exception {
        var answers = new java.util.ArrayList<String>();
        var hash = books.server().asks(TOOL, stock("")).argumentsHash();
        var arguments = (ObjectNode) dev.bac.mcp.ToolJson.mapper().readTree(stock(""));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = java.util.stream.IntStream.range(0, 8)
                    .mapToObj(_ -> (Callable<Object>) () -> books.server()
                            .call(ToolInvocation.of(TOOL, arguments)
                                    .granted(books.server().grant(TOOL, hash))))
                    .toList();
            for (var one : threads.invokeAll(calls)) {
                answers.add(one.get().toString());
            }
        }
        assertThat(books.balance("1300")).as(answers.toString()).isEqualTo("800.00");
        assertThat(books.count("journal_entry")).isEqualTo("1");
    }
}
