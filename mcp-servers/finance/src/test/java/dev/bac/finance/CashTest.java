package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.finance.FinanceSeed.AccountSeed;
import dev.bac.finance.journal.AccountKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is paid in cash lies in the till, not at the bank. */
class CashTest {
    private final Books books = Books.open();

    @Test
    void cashComesToTheCashAccountAndLeavesFromIt() {
        books.pay("{\"customer\":\"Acme\",\"amount\":\"80\",\"method\":\"cash\"}");
        assertThat(books.balance("1010")).isEqualTo("80.00");
        books.server().approved("finance_bill_pay", "{\"supplier\":\"DHL\",\"amount\":\"30\",\"method\":\"cash\"}");
        assertThat(books.balance("1010")).isEqualTo("50.00");
        books.server()
                .approved("finance_credit_refund", "{\"customer\":\"Acme\",\"amount\":\"20\",\"method\":\"cash\"}");
        assertThat(books.balance("1010")).isEqualTo("30.00");
        assertThat(books.balance("1000")).isEqualTo("0.00");

        books.pay("{\"customer\":\"Acme\",\"amount\":\"7\",\"method\":\"card\"}");
        assertThat(books.balance("1000")).isEqualTo("7.00");
        assertThat(books.findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"us_gaap, 10200", "ifrs, 1120", "skr03, 1000", "syscohada, 571"})
    void everyChartThatShipsHasItsCashAccount(String chart, String cash) {
        books.server().approved("finance_setup_chart", "{\"chart\":\"%s\"}".formatted(chart));
        books.pay("{\"customer\":\"Acme\",\"amount\":\"80\",\"method\":\"cash\"}");
        assertThat(books.balance(cash)).isEqualTo("80.00");
        assertThat(books.findings()).isEmpty();
    }

    /** A closed account takes nothing, and no other one can be meant: the money stands at the bank, as before. */
    @Test
    void withoutACashAccountCashIsBookedToTheBank() {
        books.server().ok("finance_setup_account", "{\"code\":\"1010\",\"closed\":true}");
        books.pay("{\"customer\":\"Acme\",\"amount\":\"80\",\"method\":\"cash\"}");
        assertThat(books.balance("1000")).isEqualTo("80.00");
    }

    /** It never was at the bank: a line of the bank's of the same amount is something else. */
    @Test
    void aBankLineIsNoCashPayment() {
        books.pay("{\"customer\":\"Globex\",\"amount\":\"119.00\",\"date\":\"2026-03-02\",\"method\":\"cash\"}");
        books.server()
                .ok(
                        "finance_bank_import",
                        "{\"content\":\"Date,Amount,Text,Balance\\n2026-03-02,119.00,Globex,119.00\\n\",\"accountNumber\":\"DE1\"}");
        assertThat(books.server().ok("finance_bank_list", "{}").toString()).doesNotContain("PAY-1001");
        books.pay("{\"customer\":\"Globex\",\"amount\":\"119.00\",\"date\":\"2026-03-02\"}");
        assertThat(books.server().ok("finance_bank_list", "{}").toString()).contains("PAY-1002");
    }

    /** What is brought to a company later finds its number taken: it gets the next one, once. */
    @Test
    void anAccountBroughtLaterGetsTheNextFreeCode() {
        books.server().ok("finance_setup_account", "{\"code\":\"6910\",\"name\":\"Flowers\",\"kind\":\"expense\"}");
        var till = new FinanceSeed(
                List.of(),
                null,
                null,
                null,
                null,
                List.of(new AccountSeed("6910", "Differences of the till", AccountKind.EXPENSE)));
        books.seed(till);
        books.seed(till);
        assertThat(books.server().<List<String>>read(tx -> tx.sql()
                        .createQuery(
                                "SELECT code || ' ' || name FROM ledger_account WHERE code LIKE '691_' ORDER BY code")
                        .mapTo(String.class)
                        .list()))
                .containsExactly("6910 Flowers", "6911 Differences of the till");
    }
}
