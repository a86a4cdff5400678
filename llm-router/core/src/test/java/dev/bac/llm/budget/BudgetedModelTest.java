package dev.bac.llm.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BudgetedModelTest {
    private static final Instant MIDMONTH = Instant.parse("2026-11-16T00:00:00Z");
    private static final Caller CALLER = new Caller(
            new TenantId(new UUID(0, 1)),
            new UserId(new UUID(0, 2)),
            "Ann",
            Set.of(),
            Set.of(),
            Channel.API,
            Optional.empty());

    /** Ten dollars or one, whatever is asked. */
    private static final Prices PRICES = (request, _) -> request.model().equals(ChatRequest.AUTO)
            ? List.of(
                    new Prices.Offer("vendor/strong", BigDecimal.TEN), new Prices.Offer("vendor/weak", BigDecimal.ONE))
            : List.of(new Prices.Offer(request.model(), BigDecimal.TEN));

    private final List<String> asked = new ArrayList<>();
    private LeasingLedger ledger = ledger(10);

    private static LeasingLedger ledger(long dollars) {
        var budget = new Budget(
                new UUID(0, 9),
                Per.TENANT,
                Budget.EACH,
                Measure.MONEY,
                Period.MONTH,
                Measure.nanos(BigDecimal.valueOf(dollars)),
                List.of());
        InstantSource clock = InstantSource.fixed(MIDMONTH);
        var bank = new MemoryBank(_ -> List.of(budget), ZoneOffset.UTC, Duration.ofHours(2), clock);
        var silent = new LeasingLedger.Limits(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));
        return new LeasingLedger(bank, "test", silent, clock, _ -> {});
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private static ChatRequest request() {
        return new ChatRequest(
                ChatRequest.AUTO,
                List.of(Message.User.of("Hello")),
                List.of(),
                100,
                Optional.empty(),
                Duration.ofSeconds(10));
    }

    private ChatModel costing(String dollars) {
        return (_, request, onText) -> {
            asked.add(request.model());
            onText.accept("Hello");
            var usage = new Usage(5, 0, 2, Optional.of(new BigDecimal(dollars)));
            var message = new Message.Assistant(List.of(new Part.Text("Hello")));
            return new ChatResponse(message, ChatResponse.Finish.STOP, usage, request.model(), "");
        };
    }

    private void ask(ChatModel model) {
        new BudgetedModel(model, ledger, PRICES).chat(CALLER, request(), _ -> {});
    }

    private long spent() {
        ledger.close();
        return ledger.balances(CALLER.tenant()).stream()
                .mapToLong(Balance::spent)
                .sum();
    }

    @Test
    void asksTheDearestWhenItFitsAndACheaperOneBeforeItRefuses() {
        ledger.close();
        ledger = ledger(12);

        ask(costing("2"));
        ask(costing("4"));
        ask(costing("1"));
        ask(costing("5"));

        assertThat(asked).containsExactly("auto", "auto", "vendor/weak", "vendor/weak");
        assertThatThrownBy(() -> ask(costing("1")))
                .isInstanceOf(BudgetExhausted.class)
                .hasMessageContaining("tenant budget of 12 USD a month")
                .hasMessageContaining("12 USD are spent")
                .hasMessageContaining("2026-12-01 00:00");
    }

    @Test
    void releasesWhatAFailedCallHadReserved() {
        ChatModel broken = (_, _, _) -> {
            throw new ModelException(ModelException.Kind.TRANSIENT, "vendor", "gone", Optional.empty());
        };

        assertThatThrownBy(() -> ask(broken)).isInstanceOf(ModelException.class);

        assertThat(spent()).isZero();
    }

    @Test
    void booksWhatWasHeardOfACallThatBrokeOff() {
        ChatModel broken = (_, _, onText) -> {
            onText.accept("Once upon a time");
            throw new ModelException(ModelException.Kind.TRANSIENT, "vendor", "gone", Optional.empty());
        };

        assertThatThrownBy(() -> ask(broken)).isInstanceOf(ModelException.class);

        assertThat(spent()).isPositive();
    }

    @Test
    void saysWhenToSaveLongBeforeItRefuses() {
        ledger.close();
        ledger = ledger(100);
        ask(costing("3"));
        var calm = ledger.of(CALLER).orElseThrow();
        for (int i = 0; i < 9; i++) {
            ask(costing("6"));
        }
        var tight = ledger.of(CALLER).orElseThrow();

        assertThat(calm.shouldSave()).isFalse();
        assertThat(tight.shouldSave()).isTrue();
        assertThat(tight.spent()).isBetween(0.56, 0.58);
        assertThat(tight.exhausted()).hasValueSatisfying(end -> assertThat(end)
                .isBetween(Instant.parse("2026-11-26T00:00:00Z"), Instant.parse("2026-11-29T00:00:00Z")));
    }

    @Test
    void countsADayAsLongAsTheClocksMakeIt() {
        var berlin = ZoneId.of("Europe/Berlin");

        var longDay = Period.DAY.window(Instant.parse("2026-10-25T12:00:00Z"), berlin);
        var month = Period.MONTH.window(Instant.parse("2026-10-31T23:30:00Z"), berlin);

        assertThat(Duration.between(longDay.starts(), longDay.ends())).isEqualTo(Duration.ofHours(25));
        assertThat(month.starts()).isEqualTo(Instant.parse("2026-10-31T23:00:00Z"));
    }
}
