package dev.bac.llm.planner.spans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.planner.words.Sentence;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpansTest {
    /** A Monday. */
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 16);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            due on Friday                      | 2026-11-20 | 2026-11-20
            next Friday                        | 2026-11-27 | 2026-11-27
            last Monday                        | 2026-11-09 | 2026-11-09
            tomorrow                           | 2026-11-17 | 2026-11-17
            the day after tomorrow             | 2026-11-18 | 2026-11-18
            in 30 days                         | 2026-12-16 | 2026-12-16
            two weeks ago                      | 2026-11-02 | 2026-11-02
            last month                         | 2026-10-01 | 2026-10-31
            this quarter                       | 2026-10-01 | 2026-12-31
            last quarter                       | 2026-07-01 | 2026-09-30
            since 1 January                    | 2026-01-01 | 2026-01-01
            since 2 February 2025              | 2025-02-02 | 2025-02-02
            last year                          | 2025-01-01 | 2025-12-31
            next week                          | 2026-11-23 | 2026-11-29
            the last 3 months                  | 2026-08-16 | 2026-11-16
            on 3 March                         | 2027-03-03 | 2027-03-03
            March 3rd, 2025                    | 2025-03-03 | 2025-03-03
            2026-02-28                         | 2026-02-28 | 2026-02-28
            31.12.2026                         | 2026-12-31 | 2026-12-31
            in September                       | 2026-09-01 | 2026-09-30
            Q1 2026                            | 2026-01-01 | 2026-03-31
            year to date                       | 2026-01-01 | 2026-11-16
            end of the month                   | 2026-11-30 | 2026-11-30
            from 1 May 2026 to 15 May 2026     | 2026-05-01 | 2026-05-15
            between 1 February and 5 May 2026  | 2026-02-01 | 2026-05-05
            """)
    void readsDaysAndPeriods(String said, LocalDate from, LocalDate to) {
        assertThat(values("Show it " + said)).contains(new Value.Days(from, to));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Receive 100 packs of Paracetamol 500 mg, 20 tablets | Paracetamol 500 mg, 20 tablets | 100
            Receive 100 paracetamol 500 mg into Hamburg         | paracetamol 500 mg             | 100
            Order 3 Cable drum Cat6 305 m from Lumina           | Cable drum Cat6 305 m          | 3
            Ship 2 boxes of Aspirin 100 mg to Hooli             | Aspirin 100 mg                 | 2
            Sell Globex 500 kg                                  | Globex                         | 500
            """)
    void leavesTheNumbersOfANameToTheName(String said, String name, BigDecimal quantity) {
        assertThat(values(said)).contains(new Value.Name(name));
        assertThat(values(said).stream().filter(Value.Count.class::isInstance).map(value -> ((Value.Count) value)
                        .number()))
                .as("the only number of its own")
                .containsExactly(quantity);
    }

    @Test
    void findsNoDateWhereThereIsNone() {
        assertThat(values("The man sat in the sun on 45.13.2026")).noneMatch(value -> value instanceof Value.Days);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1,200 EUR              | 1200     | EUR
            €1.200,00              | 1200.00  | EUR
            $5k                    | 5000     | USD
            12.5 thousand dollars  | 12500    | USD
            2.5 million euros      | 2500000  | EUR
            ten thousand euros     | 10000    | EUR
            £99.90                 | 99.90    | GBP
            99,90 €                | 99.90    | EUR
            1 200 CHF              | 1200     | CHF
            CHF 1'200.50           | 1200.50  | CHF
            """)
    void readsAmountsInManyWritings(String said, BigDecimal number, String currency) {
        assertThat(values("Pay " + said + " now"))
                .anyMatch(value -> value instanceof Value.Amount amount
                        && amount.number().compareTo(number) == 0
                        && amount.currency().orElse("").equals(currency));
    }

    @Test
    void readsBackEveryAmountItIsShown() {
        long seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            var amount = BigDecimal.valueOf(random.nextLong(1, 100_000_000), 2);
            for (var locale : List.of(Locale.US, Locale.GERMANY)) {
                var written = new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(locale)).format(amount);
                assertThat(values("Invoice Acme " + written + " EUR"))
                        .as("seed %d: %s", seed, written)
                        .anyMatch(value -> value instanceof Value.Amount read
                                && read.number().compareTo(amount) == 0);
            }
        }
    }

    @Test
    void readsBackEveryDateItIsShown() {
        long seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        var forms = List.of("uuuu-MM-dd", "d MMMM uuuu", "MMMM d, uuuu", "d MMM uuuu", "dd.MM.uuuu");
        for (int i = 0; i < 500; i++) {
            var day = TODAY.plusDays(random.nextInt(-3_000, 3_000));
            for (var form : forms) {
                var written = DateTimeFormatter.ofPattern(form, Locale.ENGLISH).format(day);
                assertThat(values("Ship it on " + written))
                        .as("seed %d: %s", seed, written)
                        .contains(new Value.Days(day, day));
            }
        }
    }

    @Test
    void writesPhonesAsE164AndKeepsTheirDigitsOutOfNumbers() {
        assertThat(values("call +44 20 7946 0958 or 030 901820"))
                .contains(new Value.Phone("+442079460958"), new Value.Phone("+4930901820"))
                .noneMatch(value -> value instanceof Value.Count);
    }

    @Test
    void findsNamesEmailsAndCodes() {
        assertThat(values("Add Jane Doe of Acme, jane@acme.example, for inv-1001"))
                .contains(
                        new Value.Name("Jane Doe"),
                        new Value.Name("Acme"),
                        new Value.Email("jane@acme.example"),
                        new Value.Code("INV-1001"));
    }

    @Test
    void keepsAnAmountOutOfTheNameBeforeIt() {
        assertThat(values("Invoice Acme 1,200 EUR for consulting")).contains(new Value.Name("Acme"));
    }

    @Test
    void takesWhatFollowsAColonOrIsQuotedAsItStands() {
        assertThat(values("Text +49 151 23456789: your order has shipped"))
                .contains(new Value.Free("your order has shipped"));
        assertThat(values("Send \"See you, Anna\" to Bob")).contains(new Value.Quoted("See you, Anna"));
    }

    @Test
    void readsAnAmountWithAnExponentWhole() {
        assertThat(values("Record 1e9 EUR from Acme"))
                .contains(new Value.Amount(new BigDecimal("1e9"), Optional.of("EUR")))
                .noneMatch(value ->
                        value instanceof Value.Count count && count.number().intValue() < 10);
    }

    @Test
    void readsAnHourBesideADay() {
        assertThat(values("call Acme next Tuesday at 10")).contains(new Value.Time(LocalTime.of(10, 0)));
        assertThat(values("tomorrow at 3 to check it")).contains(new Value.Time(LocalTime.of(15, 0)));
        assertThat(values("20 panels at 10")).noneMatch(Value.Time.class::isInstance);
    }

    @Test
    void readsNumberWords() {
        assertThat(values("the ten biggest"))
                .anyMatch(value ->
                        value instanceof Value.Count count && count.number().intValue() == 10);
        assertThat(values("three hundred and twelve boxes"))
                .anyMatch(value ->
                        value instanceof Value.Count count && count.number().intValue() == 312);
    }

    private static List<Value> values(String said) {
        return Spans.of(Sentence.of(said), TODAY, "DE").stream()
                .map(Span::value)
                .toList();
    }
}
