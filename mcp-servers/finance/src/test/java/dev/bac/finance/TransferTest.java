package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.finance.journal.Journal;
import dev.bac.finance.transfer.TransferEndTool;
import dev.bac.finance.transfer.TransferHoldTool;
import dev.bac.finance.transfer.Transfers;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.testing.TestServer;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transfers in two steps, on the cash account 1010, which may not be overdrawn and has 100. */
class TransferTest {
    private static final int HISTORIES = Integer.getInteger("histories", 8);
    private static final int AT_ONCE = 12;
    private static final String ID = "00000000-0000-7000-8000-00000000000";

    private static final Books UNTOUCHED = cash();
    private final Books books = cash();

    private static Books cash() {
        var books = Books.open();
        books.server().ok("finance_setup_account", "{\"code\":\"1010\",\"noOverdraft\":true}");
        books.server()
                .approved(
                        "finance_journal_post",
                        "{\"debit\":\"1010\",\"credit\":\"Bank\",\"amount\":\"100\",\"description\":\"x\"}");
        return books;
    }

    @Test
    void whatIsHeldCannotBeSpentAndIsFreeAgainWhenGivenUpOrPostedInPart() {
        hold(1, "70", "");
        assertThat(books.server().refused("finance_journal_post", spend("31")).code())
                .isEqualTo("overdraft");
        assertThat(books.server()
                        .refused("finance_transfer_hold", held(2, "31", ""))
                        .code())
                .isEqualTo("overdraft");
        hold(3, "30", "");
        end(1, "post", ",\"amount\":\"20\"");
        assertThat(books.balance("1010")).isEqualTo("80.00");
        books.server().approved("finance_journal_post", spend("50"));
        assertThat(books.server().refused("finance_journal_post", spend("1")).code())
                .isEqualTo("overdraft");
        end(3, "void", "");
        books.server().approved("finance_journal_post", spend("30"));
        assertThat(books.balance("1010")).isEqualTo("0.00");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void theSameIdIsTheSameTransferAndWithAnotherBodyANamedError() {
        hold(1, "70", "");
        assertThat(hold(1, "70", "").at("/state").stringValue()).isEqualTo("pending");
        assertThat(books.count("pending_transfer")).isEqualTo("1");
        assertThat(books.server()
                        .refused("finance_transfer_hold", held(1, "7", ""))
                        .code())
                .isEqualTo("exists_with_different_amount");
        assertThat(books.server()
                        .refused("finance_transfer_hold", held(1, "70", "").replace("Rent", "6500"))
                        .code())
                .isEqualTo("exists_with_different_debit");
        end(1, "post", "");
        assertThat(end(1, "post", "").at("/state").stringValue()).isEqualTo("posted");
        assertThat(books.balance("1010")).isEqualTo("30.00");
        assertThat(ended(1, "post", ",\"amount\":\"1\"")).isEqualTo("already_posted");
        assertThat(ended(1, "void", "")).isEqualTo("already_posted");
        hold(2, "5", "");
        end(2, "void", "");
        end(2, "void", "");
        assertThat(ended(2, "post", "")).isEqualTo("already_voided");
        assertThat(ended(9, "post", "")).isEqualTo("not_found");
    }

    @Test
    void whatLapsedIsFreeAgainAndCannotBePosted() {
        var server = books.server();
        hold(1, "100", ",\"expiresInHours\":1");
        var twoHoursLater = new Transfers(new Journal());
        server.server().store().write(server.caller().tenant(), tx -> {
            var later = new Tx(
                    tx.tenant(),
                    tx.settings(),
                    tx.state(),
                    tx.rules(),
                    tx.sql(),
                    TestServer.NOW.plus(Duration.ofHours(2)),
                    tx.ids(),
                    tx.reading());
            Transfers.lapse(later);
            return twoHoursLater;
        });
        assertThat(ended(1, "post", "")).isEqualTo("pending_transfer_expired");
        server.approved("finance_journal_post", spend("100"));
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void ofTwelveWhoHoldTenOfAHundredTenDo() throws Exception {
        var answers = atOnce(i -> granted("finance_transfer_hold", """
                {"debit":"Rent","credit":"1010","amount":"10","description":"x","id":"%s%02d"}""".formatted(ID.substring(0, 34), i)));
        assertThat(answers).filteredOn(ToolAnswer.Result.class::isInstance).hasSize(10);
        var posted = atOnce(i -> granted("finance_transfer_end", """
                {"transfer":"%s%02d","outcome":"post"}""".formatted(ID.substring(0, 34), i)));
        assertThat(posted).filteredOn(ToolAnswer.Result.class::isInstance).hasSize(10);
        assertThat(books.balance("1010")).isEqualTo("0.00");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void whateverIsHeldPostedAndGivenUpTheAccountIsWhatARuleWrittenHereSays() {
        var server = books.server();
        var transfers = new Transfers(new Journal());
        var hold = new TransferHoldTool(transfers).tool().handler();
        var end = new TransferEndTool(transfers).tool().handler();
        for (int i = 0; i < HISTORIES; i++) {
            long seed = 9_100 + i;
            server.server().store().preview(server.caller().tenant(), tx -> {
                var random = new SplittableRandom(seed);
                var held = new ArrayList<BigDecimal>();
                var ids = new ArrayList<UUID>();
                var balance = new BigDecimal("100");
                for (int step = 0; step < 15; step++) {
                    var free = held.stream().reduce(balance, BigDecimal::subtract);
                    var amount = BigDecimal.valueOf(random.nextInt(1, 5_000), 2);
                    int which = ids.isEmpty() ? 0 : random.nextInt(ids.size());
                    tx.sql().savepoint("step");
                    try {
                        switch (random.nextInt(3)) {
                            case 0 -> {
                                boolean fits = amount.compareTo(free) <= 0;
                                var id = tx.newId();
                                boolean done = done(() -> hold.handle(
                                        server.caller(),
                                        tx,
                                        new TransferHoldTool.Order("Rent", "1010", amount, "x", null, id, null)));
                                assertThat(done)
                                        .as("seed %d step %d", seed, step)
                                        .isEqualTo(fits);
                                if (fits) {
                                    held.add(amount);
                                    ids.add(id);
                                } else {
                                    tx.sql().rollbackToSavepoint("step");
                                }
                            }
                            case 1 -> {
                                if (!ids.isEmpty()) {
                                    var part = held.get(which).min(amount);
                                    boolean wasOpen = held.get(which).signum() > 0;
                                    if (wasOpen) {
                                        end.handle(
                                                server.caller(),
                                                tx,
                                                new TransferEndTool.Order(
                                                        ids.get(which), TransferEndTool.Outcome.POST, part, null));
                                        balance = balance.subtract(part);
                                        held.set(which, BigDecimal.ZERO);
                                    }
                                }
                            }
                            default -> {
                                if (!ids.isEmpty() && held.get(which).signum() > 0) {
                                    end.handle(
                                            server.caller(),
                                            tx,
                                            new TransferEndTool.Order(
                                                    ids.get(which), TransferEndTool.Outcome.VOID, null, null));
                                    held.set(which, BigDecimal.ZERO);
                                }
                            }
                        }
                    } catch (RuntimeException e) {
                        throw new AssertionError("seed " + seed, e);
                    }
                    var sums = tx.sql()
                            .createQuery("SELECT balance || ' ' || held FROM guarded_balance WHERE account = '1010'")
                            .mapTo(String.class)
                            .one()
                            .split(" ");
                    assertThat(new BigDecimal(sums[0])).as("seed %d", seed).isEqualByComparingTo(balance);
                    assertThat(new BigDecimal(sums[1]))
                            .as("seed %d", seed)
                            .isEqualByComparingTo(held.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
                }
                assertThat(FinanceServer.declare().life().verify(tx)).isEmpty();
                return 0;
            });
        }
    }

    private static boolean done(Runnable work) {
        try {
            work.run();
            return true;
        } catch (ToolRefusal e) {
            assertThat(e.code()).isEqualTo("overdraft");
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            finance_transfer_hold | {"debit":"Rent","credit":"Rent","amount":"1","description":"x"}     | credit: is the same
            finance_transfer_hold | {"debit":"Rent","credit":"1200","amount":"1","description":"x"}     | account 1200 is kept
            finance_transfer_hold | {"debit":"Rent","credit":"1010","amount":"0","description":"x"}     | amount: must be above zero
            finance_transfer_hold | {"debit":"Rent","credit":"1010","amount":"1e30","description":"x"}  | amount: is too large
            finance_transfer_hold | {"debit":"Rent","credit":"1010","amount":"1","description":"x","expiresInHours":0} | expiresInHours: must be
            finance_transfer_hold | {"debit":"Rent","credit":"1010","amount":"1","description":"x","id":"7"} | id: wants
            finance_transfer_end  | {"transfer":"00000000-0000-7000-8000-000000000001","outcome":"keep"} | outcome: wants one of
            finance_transfer_end  | {"transfer":"00000000-0000-7000-8000-000000000001","outcome":"void"} | no transfer
            """)
    void whatMeansNothingIsRefused(String tool, String json, String text) {
        assertThat(UNTOUCHED.server().refused(tool, json).text()).contains(text);
        assertThat(UNTOUCHED.count("pending_transfer")).isEqualTo("0");
    }

    private static String held(int id, String amount, String more) {
        return "{\"debit\":\"Rent\",\"credit\":\"1010\",\"amount\":\"%s\",\"description\":\"x\",\"id\":\"%s\"%s}"
                .formatted(amount, ID + id, more);
    }

    private tools.jackson.databind.node.ObjectNode hold(int id, String amount, String more) {
        return books.server().approved("finance_transfer_hold", held(id, amount, more));
    }

    private tools.jackson.databind.node.ObjectNode end(int id, String outcome, String more) {
        return books.server().approved("finance_transfer_end", ending(id, outcome, more));
    }

    private String ended(int id, String outcome, String more) {
        return books.server()
                .refused("finance_transfer_end", ending(id, outcome, more))
                .code();
    }

    private static String ending(int id, String outcome, String more) {
        return "{\"transfer\":\"%s\",\"outcome\":\"%s\"%s}".formatted(ID + id, outcome, more);
    }

    private static String spend(String amount) {
        return "{\"debit\":\"Rent\",\"credit\":\"1010\",\"amount\":\"%s\",\"description\":\"x\"}".formatted(amount);
    }

    private ToolAnswer granted(String tool, String json) {
        var first = books.server().call(tool, json);
        return first instanceof ToolAnswer.NeedsApproval asked
                ? books.server()
                        .call(ToolInvocation.of(tool, TestServer.parse(json))
                                .granted(books.server().grant(tool, asked.argumentsHash())))
                : first;
    }

    private interface Each {
        ToolAnswer call(int number);
    }

    private static List<ToolAnswer> atOnce(Each work) throws Exception {
        try (var executor = Executors.newFixedThreadPool(AT_ONCE)) {
            var tasks = IntStream.range(0, AT_ONCE)
                    .mapToObj(i -> (Callable<ToolAnswer>) () -> work.call(i))
                    .toList();
            var answers = new ArrayList<ToolAnswer>();
            for (var done : executor.invokeAll(tasks)) {
                answers.add(done.get());
            }
            return answers;
        }
    }
}
