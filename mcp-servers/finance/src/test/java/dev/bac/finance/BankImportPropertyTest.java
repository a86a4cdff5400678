package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.ToolJson;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Whoever downloads a statement every few days for some days each, twice for some and never in order, has every line once.
 * {@code -Dhistories=500} runs more than the 15 of every build, {@code -Dseed=…} others.
 */
class BankImportPropertyTest {
    private static final int HISTORIES = Integer.getInteger("histories", 15);
    private static final long SEED = Long.getLong("seed", 20260317L);
    private static final LocalDate FIRST = Books.TODAY.minusDays(12);

    private final Books books = Books.open();

    /** Few words and amounts, so that a day often has lines that are alike. */
    private record Line(int day, BigDecimal amount, String text, BigDecimal balance) {
        String csv() {
            return "%s,%s,%s,%s%n".formatted(FIRST.plusDays(day), amount, text, balance);
        }
    }

    @Test
    void howeverStatementsOverlapEachLineIsThereOnceAndImportedAgainAddsNothing() {
        for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
            var random = new SplittableRandom(seed);
            var lines = lines(random);
            var account = "DE" + seed;
            var seen = new boolean[12];
            for (int file = random.nextInt(2, 7); file > 0; file--) {
                int from = random.nextInt(12);
                int to = random.nextInt(from, 12);
                importing(account, lines, from, to);
                java.util.Arrays.fill(seen, from, to + 1, true);
                assertThat(kept(account))
                        .as("seed %d, days %d to %d", seed, from, to)
                        .isEqualTo(
                                lines.stream().filter(line -> seen[line.day()]).count());
                assertThat(importing(account, lines, from, to))
                        .as("again, seed %d", seed)
                        .isZero();
            }
            importing(account, lines, 0, 11);
            assertThat(kept(account)).as("seed %d", seed).isEqualTo(lines.size());
            assertThat(sum(account))
                    .as("seed %d", seed)
                    .isEqualByComparingTo(lines.getLast().balance().subtract(new BigDecimal("100.00")));
        }
        assertThat(books.findings()).isEmpty();
    }

    private static List<Line> lines(SplittableRandom random) {
        var lines = new ArrayList<Line>();
        var balance = new BigDecimal("100.00");
        for (int day = 0; day < 12; day++) {
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                var amount = BigDecimal.valueOf(random.nextBoolean() ? 500 : -500, 2);
                balance = balance.add(amount);
                lines.add(new Line(day, amount, random.nextBoolean() ? "coffee" : "tip", balance));
            }
        }
        return lines;
    }

    /** @return how many lines it added */
    private int importing(String account, List<Line> lines, int from, int to) {
        var content = new StringBuilder("Date,Amount,Text,Balance\n");
        lines.stream()
                .filter(line -> line.day() >= from && line.day() <= to)
                .map(Line::csv)
                .forEach(content::append);
        return books.server()
                .ok(
                        "finance_bank_import",
                        ToolJson.mapper()
                                .writeValueAsString(Map.of(
                                        "content", content.toString(), "accountNumber", account, "currency", "EUR")))
                .at("/added")
                .intValue();
    }

    private long kept(String account) {
        return books.server().read(tx -> tx.sql()
                .createQuery(
                        "SELECT count(*) FROM bank_line l JOIN bank_account a ON a.id = l.bank_account_id WHERE a.number = :account")
                .bind("account", account)
                .mapTo(Long.class)
                .one());
    }

    private BigDecimal sum(String account) {
        return books.server().read(tx -> tx.sql()
                .createQuery(
                        "SELECT sum(l.amount) FROM bank_line l JOIN bank_account a ON a.id = l.bank_account_id WHERE a.number = :account")
                .bind("account", account)
                .mapTo(BigDecimal.class)
                .one());
    }
}
