package dev.bac.messaging.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.vendor.Outgoing;
import dev.bac.messaging.vendor.Provider;
import dev.bac.messaging.vendor.Submission;
import dev.bac.messaging.vendor.Vendor;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProviderBoardTest {
    private static final Instant NOW = Instant.parse("2026-03-16T10:00:00Z");
    private static final Vendor VENDOR = new Vendor() {
        @Override
        public String name() {
            return "recorded";
        }

        @Override
        public Submission submit(Outgoing message) {
            return new Submission.Taken("V", true);
        }
    };
    private final ProviderBoard board = new ProviderBoard();
    private final Provider dear = provider("dear", "0.05");
    private final Provider cheap = provider("cheap", "0.01");

    private static Provider provider(String id, String price) {
        return new Provider(id, MessageChannel.SMS, VENDOR, _ -> true, 100, new BigDecimal(price));
    }

    private String chosen(Instant at) {
        return board.choose(List.of(dear, cheap), 1, at)
                .map(choice -> choice.provider().id())
                .orElse("none");
    }

    @Test
    void amongEqualsTheCheapestAndThenWhoWasNotJustUsed() {
        assertThat(chosen(NOW)).isEqualTo("cheap");
        assertThat(chosen(NOW.plusMillis(10))).isEqualTo("dear");
        assertThat(chosen(NOW.plusSeconds(5))).isEqualTo("cheap");
    }

    @Test
    void threeFailuresInARowOpenTheBreakerAndTheOtherIsChosenAtOnce() {
        for (int i = 0; i < Standing.FAILURES; i++) {
            board.standing(cheap).failed(NOW);
        }

        assertThat(board.standing(cheap).open()).isTrue();
        assertThat(chosen(NOW)).isEqualTo("dear");
        assertThat(board.choose(List.of(cheap), 1, NOW)).isEmpty();
    }

    @Test
    void whoFellOutComesBackOnlyByProvingItselfOneRequestAtATime() {
        for (int i = 0; i < Standing.FAILURES; i++) {
            board.standing(cheap).failed(NOW);
        }
        Instant later = NOW.plusSeconds(2);

        assertThat(board.choose(List.of(cheap), 50, later))
                .hasValueSatisfying(choice -> assertThat(choice.most()).isEqualTo(1));
        assertThat(board.choose(List.of(cheap), 50, later))
                .as("while it proves itself")
                .isEmpty();
        board.standing(cheap).wentWell(Duration.ofMillis(50));
        assertThat(board.standing(cheap).open()).as("after one success").isTrue();
        board.standing(cheap).failed(later);
        assertThat(board.choose(List.of(cheap), 1, later.plusMillis(1_500)))
                .as("its second pause is longer")
                .isEmpty();
        for (int i = 0; i < Standing.FAILURES; i++) {
            board.standing(cheap).wentWell(Duration.ofMillis(50));
        }
        assertThat(board.standing(cheap).open()).isFalse();
    }

    @Test
    void nobodyGetsMoreThanItTakesInASecond() {
        assertThat(board.choose(List.of(cheap), 1_000, NOW))
                .hasValueSatisfying(choice -> assertThat(choice.most()).isEqualTo(100));
        assertThat(board.choose(List.of(cheap), 1_000, NOW)).isEmpty();
        assertThat(board.choose(List.of(cheap), 1_000, NOW.plusMillis(500)))
                .hasValueSatisfying(choice -> assertThat(choice.most()).isEqualTo(50));
    }

    @Test
    void whoIsSlowOrFailsNowAndThenIsChosenLessThanWhoDoesNot() {
        for (int i = 0; i < 20; i++) {
            board.standing(cheap).wentWell(Duration.ofSeconds(9));
        }

        assertThat(chosen(NOW)).isEqualTo("dear");
    }

    @Test
    void whoAsksToBeLeftAloneIs() {
        board.standing(cheap).leaveAlone(NOW.plusSeconds(30));

        assertThat(chosen(NOW.plusSeconds(29))).isEqualTo("dear");
        assertThat(chosen(NOW.plusSeconds(31))).isEqualTo("cheap");
    }
}
