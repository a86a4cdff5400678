package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.finance.journal.Entry;
import dev.bac.finance.journal.Entry.Leg;
import dev.bac.finance.journal.GroupedPosting;
import dev.bac.finance.journal.Journal;
import dev.bac.finance.journal.Periods;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Entries of many threads in one commit: each caller has its own answer, whatever the others brought. */
class GroupedPostingTest {
    private static final int CALLERS = 12;
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private final Books books = Books.open();

    @Test
    void whoeverComesWhileAGroupIsCommittedIsInTheNextOne() throws Exception {
        var answers = together(entries("1000", Map.of()));
        assertThat(answers.values()).filteredOn("ok 0"::equals).hasSize(CALLERS - 2);
        assertThat(answers.values()).contains("ok 1", "ok " + (CALLERS - 1));
        assertThat(books.count("journal_entry")).isEqualTo(Integer.toString(CALLERS));
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void whatIsRefusedIsRefusedToItsOwnCallerAlone() throws Exception {
        var server = books.server();
        server.server().store().write(server.caller().tenant(), tx -> {
            Periods.set(tx, YearMonth.of(2026, 1), YearMonth.of(2026, 1), Periods.State.HARD);
            return true;
        });
        var answers = together(entries(
                "1000",
                Map.of(
                        3, entry(DAY, "1000", "10.00", "9.99"),
                        5, entry(DAY, "9999", "10.00", "10.00"),
                        7, entry(LocalDate.of(2026, 1, 15), "1000", "10.00", "10.00"),
                        9, one(DAY))));
        assertThat(answers.get(3)).contains("does not balance");
        assertThat(answers.get(5)).contains("closed or unknown");
        assertThat(answers.get(7)).contains("2026-01 is closed for good");
        assertThat(answers.get(9)).contains("does not balance");
        assertThat(answers.values())
                .filteredOn(answer -> answer.startsWith("ok"))
                .hasSize(CALLERS - 4);
        assertThat(books.count("journal_entry")).isEqualTo(Integer.toString(CALLERS - 4));
        assertThat(books.findings()).isEmpty();
    }

    /** Forty there, and each of twelve takes ten: of a group only four can have it, and they have it. */
    @Test
    void anAccountWithAFloorIsNotOverdrawnAndWhatCanGoGoes() throws Exception {
        books.server()
                .approved(
                        "finance_journal_post",
                        "{\"debit\":\"1010\",\"credit\":\"3000\",\"amount\":\"40\",\"description\":\"x\"}");
        books.server().ok("finance_setup_account", "{\"code\":\"1010\",\"noOverdraft\":true}");
        var answers = together(entries("1010", Map.of()));
        assertThat(answers.values())
                .filteredOn(answer -> answer.startsWith("ok"))
                .hasSize(4);
        assertThat(answers.values())
                .filteredOn(answer -> answer.contains("1010 would be overdrawn"))
                .hasSize(CALLERS - 4);
        assertThat(books.balance("1010")).isEqualTo("0.00");
        assertThat(books.findings()).isEmpty();
    }

    /** Money that goes in a circle through two empty accounts: as one sum nothing moves, one by one each is an overdraft. */
    @Test
    void whatOnlyAllTogetherCouldPayIsRefusedToEach() throws Exception {
        for (var account : List.of("1000", "1010")) {
            books.server().ok("finance_setup_account", "{\"code\":\"%s\",\"noOverdraft\":true}".formatted(account));
        }
        var answers = together(IntStream.range(0, CALLERS)
                .mapToObj(i -> i < 2 ? entry(DAY, "3000", "10.00", "10.00") : around(i))
                .toList());
        assertThat(answers.values())
                .filteredOn(answer -> answer.startsWith("ok"))
                .hasSize(2);
        assertThat(answers.values())
                .filteredOn(answer -> answer.contains("would be overdrawn by 10 EUR"))
                .hasSize(CALLERS - 2);
        assertThat(books.count("journal_entry")).isEqualTo("2");
    }

    private static Entry around(int i) {
        return written(
                DAY,
                List.of(
                        Leg.debit(i % 2 == 0 ? "1000" : "1010", BigDecimal.TEN, null),
                        Leg.credit(i % 2 == 0 ? "1010" : "1000", BigDecimal.TEN, null)));
    }

    private static List<Entry> entries(String from, Map<Integer, Entry> others) {
        return IntStream.range(0, CALLERS)
                .mapToObj(i -> others.getOrDefault(i, entry(DAY, from, "10.00", "10.00")))
                .toList();
    }

    private static Entry entry(LocalDate day, String from, String in, String out) {
        return written(
                day, List.of(Leg.debit("6100", new BigDecimal(in), null), Leg.credit(from, new BigDecimal(out), null)));
    }

    private static Entry one(LocalDate day) {
        return written(day, List.of(Leg.debit("6100", BigDecimal.TEN, null)));
    }

    private static Entry written(LocalDate day, List<Leg> legs) {
        var id = UUID.randomUUID();
        return new Entry(id, day, "x", Entry.Source.MANUAL, id, "EUR", BigDecimal.ONE, legs);
    }

    /** The answer of each caller, when all but the first wait while the first is kept from posting. */
    private Map<Integer, String> together(List<Entry> entries) throws InterruptedException {
        var store = books.server().server().store();
        var tenant = books.server().caller().tenant();
        var posting = new GroupedPosting(store, tenant, new Journal(), 1);
        var answers = new ConcurrentSkipListMap<Integer, String>();
        var threads = IntStream.range(0, entries.size())
                .mapToObj(i -> Thread.ofPlatform().unstarted(() -> answers.put(i, answer(posting, entries.get(i)))))
                .toList();
        store.write(tenant, tx -> {
            Periods.holdBooks(tx);
            threads.getFirst().start();
            await(tx, threads, 0);
            threads.subList(1, threads.size()).forEach(Thread::start);
            await(tx, threads, threads.size() - 1);
            return true;
        });
        for (var thread : threads) {
            thread.join();
        }
        return new TreeMap<>(answers);
    }

    private static String answer(GroupedPosting posting, Entry entry) {
        try {
            return "ok " + posting.post(entry);
        } catch (RuntimeException e) {
            var words = new StringBuilder();
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                words.append(cause.getMessage()).append(' ');
            }
            return words.toString();
        }
    }

    /** Waits until so many stand in the queue behind the first, who is on its way to the database. */
    private static void await(Tx tx, List<Thread> threads, int waiting) {
        var end = Instant.now().plus(Duration.ofMinutes(1));
        while (threads.stream()
                                .filter(one -> one.getState() == Thread.State.WAITING)
                                .count()
                        < waiting
                || !kept(tx)) {
            assertThat(Instant.now()).isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /** Asked in the transaction that holds the books, which is then never idle for long. */
    private static boolean kept(Tx tx) {
        return tx.sql()
                .createQuery("""
                        SELECT count(*) > 0 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
                           AND CAST(classid AS bigint) << 32 | CAST(objid AS bigint) = books_key(:tenant)
                        """)
                .bind("tenant", tx.tenant().value())
                .mapTo(Boolean.class)
                .one();
    }
}
