package dev.bac.finance.bank;

import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a line may be, the surest first: a payment or a refund that is recorded already; a document whose number stands in the text
 * and whose open amount covers it; a document of that very open amount whose party is named, or the only one of that
 * amount; a rule of the company's.
 */
final class Matching {
    private static final int NEAR_DAYS = 7;
    private static final Pattern NUMBER = Pattern.compile("\\b(INV|BILL)[- ]?(\\d{4,18})\\b", Pattern.CASE_INSENSITIVE);

    /** A line that waits. */
    record Waiting(
            UUID id,
            LocalDate date,
            BigDecimal amount,
            String currency,
            String account,
            String party,
            String text,
            String reference) {
        boolean received() {
            return amount.signum() > 0;
        }

        String words() {
            return (party + " " + text + " " + reference).toLowerCase(Locale.ROOT);
        }

        static Waiting of(ResultSet row) throws SQLException {
            return new Waiting(
                    row.getObject("id", UUID.class),
                    row.getObject("booked_on", LocalDate.class),
                    row.getBigDecimal("amount"),
                    row.getString("currency"),
                    row.getString("account"),
                    row.getString("party"),
                    row.getString("text"),
                    row.getString("reference"));
        }
    }

    private record Open(UUID id, String number, String party, String reference, BigDecimal open) {}

    private Matching() {}

    static Optional<Proposal> of(Tx tx, Waiting line) {
        return recorded(tx, line).or(() -> document(tx, line)).or(() -> rule(tx, line));
    }

    private static Optional<Proposal> recorded(Tx tx, Waiting line) {
        var found = tx.sql()
                .createQuery("""
                        SELECT p.id, p.number, p.name FROM (
                            SELECT id, number, customer AS name, direction, currency, amount, received_on AS day, serial,
                                   account IS NULL OR account = :account AS here
                              FROM payment
                            UNION ALL
                            SELECT id, number, party, CASE side WHEN 'RECEIVABLE' THEN 'OUT' ELSE 'IN' END, currency, amount,
                                   dated_on, serial, method <> 'CASH' FROM refund) p
                         WHERE p.here AND p.direction = :direction AND p.currency = :currency AND p.amount = :amount
                           AND p.day BETWEEN :from AND :to
                           AND NOT EXISTS (SELECT FROM bank_line l WHERE l.matched_id = p.id)
                         ORDER BY abs(p.day - :day), p.number LIMIT 10
                        """)
                .bind("account", line.account())
                .bind("direction", line.received() ? "IN" : "OUT")
                .bind("currency", line.currency())
                .bind("amount", line.amount().abs())
                .bind("from", line.date().minusDays(NEAR_DAYS))
                .bind("to", line.date().plusDays(NEAR_DAYS))
                .bind("day", line.date())
                .map((row, _) -> new Open(
                        row.getObject("id", UUID.class),
                        row.getString("number"),
                        row.getString("name"),
                        "",
                        BigDecimal.ZERO))
                .list();
        var named = found.stream().filter(one -> names(line, one.party())).toList();
        var chosen = named.isEmpty() ? found : named;
        return chosen.stream()
                .findFirst()
                .map(one -> new Proposal(
                        one.number().startsWith("REF-") ? Proposal.Kind.REFUND : Proposal.Kind.PAYMENT,
                        one.id(),
                        one.number(),
                        "a %s of that amount %s is recorded"
                                .formatted(
                                        one.number().startsWith("REF-") ? "refund" : "payment",
                                        named.isEmpty() ? "" : "with " + one.party())
                                .replace("  ", " "),
                        named.size() == 1));
    }

    private static Optional<Proposal> document(Tx tx, Waiting line) {
        var kind = line.received() ? Proposal.Kind.INVOICE : Proposal.Kind.BILL;
        var amount = line.amount().abs();
        var open = open(tx, line, amount);
        var matcher = NUMBER.matcher(line.words());
        while (matcher.find()) {
            var number = matcher.group(1).toUpperCase(Locale.ROOT) + "-" + matcher.group(2);
            var named = open.stream().filter(one -> one.number().equals(number)).findFirst();
            if (named.isPresent()) {
                return named.map(one -> new Proposal(kind, one.id(), one.number(), "its number is named", true));
            }
        }
        var told = open.stream()
                .filter(one -> one.reference().length() >= 4
                        && line.words().contains(one.reference().toLowerCase(Locale.ROOT)))
                .toList();
        if (told.size() == 1) {
            return told.stream()
                    .findFirst()
                    .map(one -> new Proposal(kind, one.id(), one.number(), "the supplier's number is named", true));
        }
        var exact =
                open.stream().filter(one -> one.open().compareTo(amount) == 0).toList();
        var named = exact.stream().filter(one -> names(line, one.party())).toList();
        if (!named.isEmpty()) {
            return named.stream()
                    .findFirst()
                    .map(one -> new Proposal(kind, one.id(), one.number(), "amount and name agree", named.size() == 1));
        }
        return exact.size() == 1
                ? exact.stream()
                        .findFirst()
                        .map(one -> new Proposal(kind, one.id(), one.number(), "the only one of that amount", false))
                : Optional.empty();
    }

    private static List<Open> open(Tx tx, Waiting line, BigDecimal amount) {
        boolean received = line.received();
        return tx.sql()
                .createQuery("""
                        SELECT id, number, %s AS party, %s AS reference, total - settled AS open FROM %s
                         WHERE currency = :currency AND settled < total AND total - settled >= :amount
                           AND (total - settled = :amount OR strpos(:words, lower(number)) > 0
                                OR strpos(:words, replace(lower(number), '-', '')) > 0
                                OR strpos(:words, replace(lower(number), '-', ' ')) > 0 OR %s)
                         ORDER BY due_on, serial LIMIT 200
                        """.formatted(
                        received ? "customer" : "supplier",
                        received ? "''" : "coalesce(reference, '')",
                        received ? "invoice" : "bill",
                        received ? "false" : "char_length(reference) >= 4 AND strpos(:words, lower(reference)) > 0"))
                .bind("currency", line.currency())
                .bind("amount", amount)
                .bind("words", line.words())
                .map((row, _) -> new Open(
                        row.getObject("id", UUID.class),
                        row.getString("number"),
                        row.getString("party"),
                        row.getString("reference"),
                        row.getBigDecimal("open")))
                .list();
    }

    /** Whether a line names a party: by its whole name, or by the first word of it when that is long. */
    private static boolean names(Waiting line, String party) {
        var name = party.toLowerCase(Locale.ROOT);
        var first = name.split("[^\\p{L}\\p{N}]+")[0];
        return line.words().contains(name)
                || (first.length() >= 4 && line.words().contains(first));
    }

    private static Optional<Proposal> rule(Tx tx, Waiting line) {
        return tx.sql()
                .createQuery("""
                        SELECT r.account || ' ' || l.name AS account, r.contains FROM bank_rule r JOIN ledger_account l ON l.code = r.account
                         WHERE strpos(:words, lower(r.contains)) > 0 ORDER BY char_length(r.contains) DESC, r.id LIMIT 1
                        """)
                .bind("words", line.words())
                .map((row, _) -> new Proposal(
                        Proposal.Kind.ACCOUNT,
                        null,
                        row.getString("account"),
                        "a rule says so of \"%s\"".formatted(row.getString("contains")),
                        true))
                .findOne();
    }
}
