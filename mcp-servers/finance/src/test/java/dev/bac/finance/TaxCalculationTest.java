package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.finance.tax.Tax;
import dev.bac.finance.tax.TaxCalculation;
import dev.bac.finance.tax.TaxMode;
import dev.bac.finance.tax.TaxRounding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Taxes of a document, with figures worked by hand. */
class TaxCalculationTest {
    private final Books books = Books.open();

    @Test
    void roundingByDocumentDiffersFromRoundingByLineAndTheLinesStillSum() {
        // Three lines of 0.33 at 19 %: 0.0627 each is 0.06 by line, 0.18; the document's 0.99 gives 0.1881, 0.19.
        var lines = List.of(line("0.33", "19"), line("0.33", "19"), line("0.33", "19"));
        assertThat(tax(false, TaxRounding.LINE, lines)).isEqualByComparingTo("0.18");
        assertThat(tax(false, TaxRounding.DOCUMENT, lines)).isEqualByComparingTo("0.19");
    }

    @Test
    void anIncludedTaxIsTakenOutOfThePriceAndACompoundOneStandsOnTheOther() {
        var included = new TaxCalculation(true, TaxRounding.LINE, 2).of(List.of(line("119.00", "19")));
        assertThat(included.getFirst().net()).isEqualByComparingTo("100.00");
        // Quebec until 2012: GST 5 %, QST 9.5 % on price and GST. 100.00 + 5.00 + 9.975.
        var quebec = new Tax(
                "QC",
                List.of(
                        new Tax.Part("GST", new BigDecimal("5"), TaxMode.STANDARD),
                        new Tax.Part("QST", new BigDecimal("9.5"), TaxMode.COMPOUND)));
        var reckoned = new TaxCalculation(false, TaxRounding.LINE, 2)
                .of(List.of(new TaxCalculation.Line(new BigDecimal("100"), quebec)));
        assertThat(reckoned.getFirst().tax()).isEqualByComparingTo("14.98");
    }

    @Test
    void thousandsOfRandomDocumentsSumToTheirRoundedWhole() {
        for (int seed = 0; seed < 3_000; seed++) {
            var random = new SplittableRandom(seed);
            var lines = new ArrayList<TaxCalculation.Line>();
            var exact = BigDecimal.ZERO;
            var sum = BigDecimal.ZERO;
            for (int i = random.nextInt(1, 30); i > 0; i--) {
                var amount = BigDecimal.valueOf(random.nextInt(1, 100_000), 2);
                var rate = new BigDecimal(List.of("0", "7", "19", "20.5").get(random.nextInt(4)));
                lines.add(new TaxCalculation.Line(amount, Tax.of(rate)));
                exact = exact.add(amount.multiply(rate).movePointLeft(2));
                sum = sum.add(amount);
            }
            assertThat(tax(false, TaxRounding.DOCUMENT, lines))
                    .as("seed %d", seed)
                    .isEqualByComparingTo(exact.setScale(2, RoundingMode.HALF_UP));
            var gross = new TaxCalculation(true, TaxRounding.DOCUMENT, 2)
                    .of(lines).stream().map(one -> one.net().add(one.tax())).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(gross).as("seed %d", seed).isEqualByComparingTo(sum);
        }
    }

    @Test
    void reverseChargeIsInputAndOutputAtOnceAndWithholdingLowersWhatIsPaid() {
        books.server().ok("finance_setup_tax", """
                {"code":"RC19","name":"Reverse charge","parts":[{"name":"VAT","rate":"19","mode":"reverse_charge"}]}""");
        books.server().ok("finance_setup_tax", """
                {"code":"WHT","name":"VAT and withholding","parts":[{"name":"VAT","rate":"10"},{"name":"WHT","rate":"5","mode":"withholding"}]}""");
        var bill = books.server()
                .approved(
                        "finance_bill_create",
                        "{\"supplier\":\"DHL\",\"amount\":\"100\",\"description\":\"x\",\"tax\":\"rc19\"}");
        assertThat(bill.at("/bill/total/amount").stringValue()).isEqualTo("100.00");
        assertThat(books.balance("1400")).isEqualTo("19.00");
        assertThat(books.balance("2200")).isEqualTo("-19.00");
        var invoice = books.server()
                .approved(
                        "finance_invoice_create",
                        "{\"customer\":\"Acme\",\"amount\":\"200\",\"description\":\"x\",\"tax\":\"WHT\"}");
        assertThat(invoice.at("/invoice/total/amount").stringValue()).isEqualTo("210.00");
        assertThat(books.balance("1450")).isEqualTo("10.00");
        books.server().approved("finance_credit_create", "{\"bill\":\"BILL-1001\",\"reason\":\"x\"}");
        books.server().approved("finance_credit_create", "{\"invoice\":\"INV-1001\",\"reason\":\"x\"}");
        for (var account : List.of("1400", "1450", "1200", "2000", "2200", "4000", "5000")) {
            assertThat(books.balance(account)).as(account).isEqualTo("0.00");
        }
        assertThat(books.findings()).isEmpty();
    }

    private static TaxCalculation.Line line(String amount, String rate) {
        return new TaxCalculation.Line(new BigDecimal(amount), Tax.of(new BigDecimal(rate)));
    }

    private static BigDecimal tax(boolean included, TaxRounding rounding, List<TaxCalculation.Line> lines) {
        return new TaxCalculation(included, rounding, 2)
                .of(lines).stream().map(TaxCalculation.Amounts::tax).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
