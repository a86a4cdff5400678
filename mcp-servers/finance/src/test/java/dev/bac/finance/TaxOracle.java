package dev.bac.finance;

import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * The tax of a span by rules written a second time. The tax of a document is the posting on the tax account whose amount
 * the document's own tax is, what it is reckoned on is whatever its entry posts elsewhere than on the open item and on
 * accounts of tax, and every other posting on a tax account is another one. In the general chart.
 */
record TaxOracle(List<Posted> journal, Map<UUID, List<Item>> documents) {
    private static final String INPUT = "1400";
    private static final String OUTPUT = "2200";

    /** Codes and their parts as JSON; the reverse charge of each is in {@link #REVERSE}. */
    static final Map<String, String> CODES = new LinkedHashMap<>();

    private static final Map<String, String> REVERSE = Map.of("RC19", "19", "BOTH", "10");

    static {
        CODES.put("VAT19", part("19", "standard"));
        CODES.put("VAT7", part("7", "standard"));
        CODES.put("ZERO", part("0", "standard"));
        CODES.put("RC19", part("19", "reverse_charge"));
        CODES.put("BOTH", part("5", "standard") + "," + part("10", "reverse_charge"));
        CODES.put("QC", part("5", "standard") + "," + part("9.975", "compound"));
        CODES.put("WHT", part("19", "standard") + "," + part("10", "withholding"));
    }

    private static String part(String rate, String mode) {
        return "{\"name\":\"x\",\"rate\":\"%s\",\"mode\":\"%s\"}".formatted(rate, mode);
    }

    record Posted(
            UUID entry,
            LocalDate day,
            String source,
            UUID document,
            int line,
            String account,
            BigDecimal amount,
            BigDecimal base) {}

    /** A line of a document, or of the document that a credit note takes back from with the credit note's amounts. */
    record Item(
            boolean sale,
            String code,
            BigDecimal rate,
            BigDecimal net,
            BigDecimal tax,
            BigDecimal withheld,
            BigDecimal reverse) {
        String key(String section, BigDecimal shown) {
            var label = code != null ? code + " Tax of " + code : rate.signum() == 0 ? "No tax" : plain(rate) + " %";
            return "%s | %s | %s".formatted(section, label, plain(shown));
        }

        BigDecimal reverseRate() {
            return new BigDecimal(code == null ? "0" : REVERSE.getOrDefault(code, "0"));
        }
    }

    /** Base and tax of each line by section, label and rate. */
    record Report(Map<String, List<BigDecimal>> lines, BigDecimal owed, BigDecimal other) {}

    static TaxOracle of(Tx tx) {
        var journal = tx.sql()
                .createQuery("""
                        SELECT e.id, e.booked_on, e.source, e.source_id, p.line, p.account, p.amount, p.base
                          FROM journal_entry e JOIN posting p ON p.entry_id = e.id ORDER BY e.id, p.line
                        """)
                .map((row, _) -> new Posted(
                        row.getObject("id", UUID.class),
                        row.getObject("booked_on", LocalDate.class),
                        row.getString("source"),
                        row.getObject("source_id", UUID.class),
                        row.getInt("line"),
                        row.getString("account"),
                        row.getBigDecimal("amount"),
                        row.getBigDecimal("base")))
                .list();
        var documents = new HashMap<UUID, List<Item>>();
        for (var sql : List.of(
                "SELECT *, invoice_id AS id, true AS sale, 0 AS reverse_tax FROM invoice_line ORDER BY invoice_id, line",
                "SELECT *, bill_id AS id, false AS sale FROM bill_line ORDER BY bill_id, line",
                "SELECT c.*, l.tax_code, l.tax_rate, credit_id AS id, n.side = 'RECEIVABLE' AS sale FROM credit_line c"
                        + " JOIN credit_note n ON n.id = c.credit_id"
                        + " JOIN (SELECT invoice_id AS of, line, tax_code, tax_rate FROM invoice_line"
                        + " UNION ALL SELECT bill_id, line, tax_code, tax_rate FROM bill_line) l"
                        + " ON l.of = n.document_id AND l.line = c.line ORDER BY credit_id, c.line")) {
            tx.sql()
                    .createQuery(sql)
                    .map((row, _) -> documents
                            .computeIfAbsent(row.getObject("id", UUID.class), _ -> new ArrayList<>())
                            .add(item(row)))
                    .list();
        }
        return new TaxOracle(journal, documents);
    }

    private static Item item(ResultSet row) throws SQLException {
        return new Item(
                row.getBoolean("sale"),
                row.getString("tax_code"),
                row.getBigDecimal("tax_rate"),
                row.getBigDecimal("net"),
                row.getBigDecimal("tax"),
                row.getBigDecimal("withheld"),
                row.getBigDecimal("reverse_tax"));
    }

    Report report(LocalDate from, LocalDate to) {
        var lines = new TreeMap<String, List<BigDecimal>>();
        var taxes = new HashSet<Posted>();
        var entries = new LinkedHashMap<UUID, List<Posted>>();
        journal.stream()
                .filter(one -> !one.day().isBefore(from) && !one.day().isAfter(to))
                .forEach(one -> entries.computeIfAbsent(one.entry(), _ -> new ArrayList<>())
                        .add(one));
        for (var legs : entries.values()) {
            if (Set.of("INVOICE", "BILL", "CREDIT").contains(legs.getFirst().source())) {
                document(legs, documents.get(legs.getFirst().document()), lines, taxes);
            }
        }
        var other = BigDecimal.ZERO;
        for (var legs : entries.values()) {
            for (var leg : legs) {
                if (Set.of(INPUT, OUTPUT).contains(leg.account()) && !taxes.contains(leg)) {
                    other = other.subtract(leg.base());
                }
            }
        }
        var owed = taxes.stream().map(Posted::base).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Report(lines, owed.negate().setScale(2), other.setScale(2));
    }

    private static void document(
            List<Posted> legs, List<Item> items, Map<String, List<BigDecimal>> lines, Set<Posted> taxes) {
        boolean sale = items.getFirst().sale();
        var mainTax = leg(legs, sale ? OUTPUT : INPUT, sum(items, Item::tax).add(sum(items, Item::reverse)), taxes);
        var reverse = sale ? BigDecimal.ZERO : leg(legs, OUTPUT, sum(items, Item::reverse), taxes);
        var withheld = leg(legs, sale ? "1450" : "2250", sum(items, Item::withheld), new HashSet<>());
        // All legs sum to zero; the first is the open item.
        var net = legs.getFirst().base().add(mainTax).add(reverse).add(withheld).negate();
        var nets = shared(sale ? net.negate() : net, items, Item::net);
        var mains = shared(
                sale ? mainTax.negate() : mainTax, items, one -> one.tax().add(one.reverse()));
        var reverses = shared(reverse.negate(), items, Item::reverse);
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            var own = item.rate();
            if (sale) {
                add(lines, item.key("Tax on sales", own), nets.get(i), mains.get(i));
                continue;
            }
            add(lines, item.key("Tax on purchases", own.add(item.reverseRate())), nets.get(i), mains.get(i));
            if (item.reverseRate().signum() != 0) {
                add(lines, item.key("Tax owed in suppliers' place", item.reverseRate()), nets.get(i), reverses.get(i));
            }
        }
    }

    /** The last posting of that amount, whose base it returns. */
    private static BigDecimal leg(List<Posted> legs, String account, BigDecimal amount, Set<Posted> found) {
        if (amount.signum() == 0) {
            return BigDecimal.ZERO;
        }
        var leg = legs.reversed().stream()
                .filter(one ->
                        one.account().equals(account) && one.amount().abs().compareTo(amount) == 0)
                .findFirst()
                .orElseThrow();
        found.add(leg);
        return leg.base();
    }

    /** By the lines' weights; the roundings of the running sum stay within the whole. */
    private static List<BigDecimal> shared(BigDecimal whole, List<Item> items, Function<Item, BigDecimal> weight) {
        var sum = sum(items, weight);
        var upTo = BigDecimal.ZERO;
        var given = BigDecimal.ZERO;
        var parts = new ArrayList<BigDecimal>();
        for (var item : items) {
            upTo = upTo.add(weight.apply(item));
            var next =
                    sum.signum() == 0 ? BigDecimal.ZERO : whole.multiply(upTo).divide(sum, 2, RoundingMode.HALF_UP);
            parts.add(next.subtract(given));
            given = next;
        }
        return parts;
    }

    private static void add(Map<String, List<BigDecimal>> lines, String key, BigDecimal base, BigDecimal tax) {
        lines.merge(
                key,
                List.of(base.setScale(2), tax.setScale(2)),
                (one, other) -> List.of(
                        one.getFirst().add(other.getFirst()), one.getLast().add(other.getLast())));
    }

    private static BigDecimal sum(List<Item> items, Function<Item, BigDecimal> part) {
        return items.stream().map(part).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String plain(BigDecimal number) {
        var stripped = number.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    }
}
