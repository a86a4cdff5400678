package dev.bac.finance;

import dev.bac.identity.Caller;
import dev.bac.mcp.DomainServer;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolJson;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Random histories of a company's books over the tools: documents of both sides in four currencies, payments, credit notes,
 * write-offs, credits used and paid back, entries and their reversals, transfers held, revaluations, locks, a year's close.
 * Each is in a transaction that is taken back at its end. {@code -Dhistories=…} runs more of them, {@code -Dseed=…} others.
 */
final class RandomBooks {
    static final List<String> CURRENCIES = List.of("EUR", "USD", "KWD", "JPY");
    private static final long SEED = Long.getLong("seed", 20260317L);
    private static final JsonMapper MAPPER = ToolJson.mapper()
            .rebuild()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Books books = Books.open();
    private final DomainServer finance = FinanceServer.declare();
    private final Caller caller = books.server().caller();

    /** Runs histories by their seeds and returns the sum of what they answer; a failure names its seed. */
    int each(int histories, ToIntFunction<Long> history) {
        int sum = 0;
        for (long seed = SEED; seed < SEED + histories; seed++) {
            try {
                sum += history.applyAsInt(seed);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("history with seed " + seed, e);
            }
        }
        return sum;
    }

    interface Told<T> {
        T of(History history);
    }

    /** What a history of this seed comes to, which is then taken back. */
    <T> T history(long seed, Told<T> told) {
        return books.server()
                .server()
                .store()
                .preview(caller.tenant(), tx -> told.of(new History(tx, new SplittableRandom(seed))));
    }

    /** A history under way. */
    final class History {
        final Tx tx;
        final SplittableRandom random;
        private final List<String> manual = new ArrayList<>();
        private final List<String> held = new ArrayList<>();

        private History(Tx tx, SplittableRandom random) {
            this.tx = tx;
            this.random = random;
        }

        /** The rules of the books that do not hold. */
        List<String> findings() {
            tx.sql().execute("SET CONSTRAINTS ALL IMMEDIATE");
            return finance.life().verify(tx);
        }

        String day() {
            return Books.TODAY.minusDays(random.nextInt(200)).toString();
        }

        /** One step of any kind; false when it was refused, which leaves nothing behind. */
        boolean step() {
            return random.nextInt(12) == 0 ? done(this::close) : done(this::post);
        }

        /** A step that closes nothing and revalues nothing. */
        boolean posting() {
            return done(this::post);
        }

        boolean done(Runnable step) {
            // As in a call of its own.
            tx.sql().execute("SAVEPOINT step");
            try {
                step.run();
                return true;
            } catch (ToolRefusal e) {
                tx.sql().execute("ROLLBACK TO SAVEPOINT step");
                return false;
            }
        }

        private void close() {
            switch (random.nextInt(8)) {
                case 0 -> call("finance_year_close", "{\"yearEnd\":\"2025-12-31\"}");
                case 1 ->
                    call(
                            "finance_period_lock",
                            "{\"month\":\"%s\",\"state\":\"%s\"}",
                            day().substring(0, 7),
                            either("soft", "open"));
                default -> call("finance_currency_revalue", "{\"asOf\":\"%s\"}", day());
            }
        }

        private void post() {
            switch (random.nextInt(15)) {
                case 0, 1, 2 ->
                    call(
                            "finance_invoice_create",
                            """
                        {"customer":"%s",%s,"description":"x","issueDate":"%s","taxRate":"%s","taxRounding":"%s"}""",
                            either("Acme", "Globex"),
                            money(),
                            day(),
                            random.nextInt(25),
                            either("line", "document"));
                case 3 -> call("finance_payment_record", "{\"customer\":\"Acme\",%s,\"date\":\"%s\"}", money(), day());
                case 4 -> call("finance_payment_record", "{\"invoice\":\"INV-%d\",\"date\":\"%s\"}", number(), day());
                case 5, 6 -> call("finance_bill_create", """
                        {"supplier":"DHL",%s,"description":"x","billDate":"%s","taxRate":"19","pricesIncludeTax":%s}""", money(), day(), random.nextBoolean());
                case 7 -> call("finance_bill_pay", "{\"supplier\":\"DHL\",%s,\"date\":\"%s\"}", money(), day());
                case 8 -> call("finance_bill_pay", "{\"bill\":\"BILL-%d\",\"date\":\"%s\"}", number(), day());
                case 9 ->
                    call(
                            "finance_credit_create",
                            "{\"%s-%d\",\"reason\":\"x\"%s}",
                            either("invoice\":\"INV", "bill\":\"BILL"),
                            number(),
                            either("", part()));
                case 10 ->
                    call(
                            "finance_credit_create",
                            "{\"invoice\":\"INV-%d\",\"writeOff\":true,\"account\":\"6900\"%s}",
                            number(),
                            either("", part()));
                case 11 -> credits();
                case 12 -> transfers();
                case 13 ->
                    manual.add(call("finance_journal_post", """
                        {"debit":"6100","credit":"1000",%s,"description":"x","date":"%s"}""", money(), day())
                            .at("/entry")
                            .asString());
                default -> {
                    if (!manual.isEmpty()) {
                        call(
                                "finance_journal_post",
                                "{\"reverses\":\"%s\",\"description\":\"wrong\"}",
                                manual.get(random.nextInt(manual.size())));
                    }
                }
            }
        }

        private void credits() {
            var currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
            call(
                    either("finance_credit_allocate", "finance_credit_refund"),
                    "{\"%s\",\"currency\":\"%s\"%s}",
                    either("customer\":\"Acme", "supplier\":\"DHL"),
                    currency,
                    either("", part()));
        }

        private void transfers() {
            if (held.isEmpty() || random.nextBoolean()) {
                held.add(call("finance_transfer_hold", """
                        {"debit":"6100","credit":"1000",%s,"description":"x"}""", money())
                        .at("/transfer")
                        .asString());
            } else {
                call(
                        "finance_transfer_end",
                        "{\"transfer\":\"%s\",\"outcome\":\"%s\"}",
                        held.removeFirst(),
                        either("post", "void"));
            }
        }

        private String money() {
            var currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
            int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
            return "\"amount\":\"%s\",\"currency\":\"%s\""
                    .formatted(
                            BigDecimal.valueOf(random.nextInt(1, 900_000), decimals)
                                    .toPlainString(),
                            currency);
        }

        private String part() {
            return ",\"amount\":\"" + random.nextInt(1, 500) + "\"";
        }

        private int number() {
            return 1001 + random.nextInt(6);
        }

        private String either(String one, String other) {
            return random.nextBoolean() ? one : other;
        }

        ObjectNode call(String name, String json, Object... given) {
            var tool = finance.tools().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            return run(tool, json.formatted(given));
        }

        private <I extends Record, O extends Record & dev.bac.mcp.Told> ObjectNode run(Tool<I, O> tool, String json) {
            return MAPPER.valueToTree(tool.handler().handle(caller, tx, MAPPER.readValue(json, tool.arguments())));
        }
    }
}
