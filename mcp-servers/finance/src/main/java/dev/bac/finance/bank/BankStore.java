package dev.bac.finance.bank;

import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Keeps statements. A statement is known again by what it says, a line by its day, amount and words and by how many such
 * there were that day before it; so a file imported twice, or one that overlaps another by whole days, adds only what is
 * new.
 */
final class BankStore {

    /** What an import added. */
    record Added(UUID account, String number, int lines, int known, boolean statementKnown) {}

    Added add(Tx tx, BankStatement statement, String ledgerAccount) {
        var account = account(tx, statement, ledgerAccount);
        var id = tx.newId();
        var digests = digests(statement);
        int fresh = tx.sql()
                .createUpdate("""
                        INSERT INTO bank_statement (id, bank_account_id, format, reference, ends_on, opening, moved, closing, digest)
                        VALUES (:id, :account, :format, :reference, :ends, :opening, :moved, :closing, :digest)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("id", id)
                .bind("account", account)
                .bind("format", statement.format().name())
                .bind("reference", cut(statement.reference(), 100))
                .bind("ends", statement.endsOn())
                .bind("opening", statement.opening())
                .bind("moved", statement.moved())
                .bind("closing", statement.closing())
                .bind("digest", digest(plain(statement.opening()) + "|" + statement.endsOn() + "|" + digests))
                .execute();
        int added = 0;
        if (fresh == 1 && !digests.isEmpty()) {
            added = lines(tx, statement, account, id, digests);
        }
        return new Added(account, number(statement), added, statement.lines().size() - added, fresh == 0);
    }

    private static int lines(Tx tx, BankStatement statement, UUID account, UUID id, List<String> digests) {
        var batch = tx.sql().prepareBatch("""
                INSERT INTO bank_line (id, bank_account_id, statement_id, booked_on, amount, party, text, reference, digest)
                VALUES (:id, :account, :statement, :date, :amount, :party, :text, :reference, :digest)
                ON CONFLICT DO NOTHING
                """);
        for (int i = 0; i < digests.size(); i++) {
            var line = statement.lines().get(i);
            batch.bind("id", tx.newId())
                    .bind("account", account)
                    .bind("statement", id)
                    .bind("date", line.date())
                    .bind("amount", line.amount())
                    .bind("party", cut(line.party(), 200))
                    .bind("text", cut(line.text(), 1_000))
                    .bind("reference", cut(line.reference(), 100))
                    .bind("digest", digests.get(i))
                    .add();
        }
        batch.execute();
        // The driver joins the inserts of a batch and tells no counts.
        return tx.sql()
                .createQuery("SELECT count(*) FROM bank_line WHERE statement_id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .one();
    }

    private static UUID account(Tx tx, BankStatement statement, String ledgerAccount) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO bank_account (id, number, currency, account) VALUES (:id, :number, :currency, :account)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("id", tx.newId())
                .bind("number", number(statement))
                .bind("currency", statement.currency())
                .bind("account", ledgerAccount)
                .execute();
        return tx.sql()
                .createQuery("SELECT id FROM bank_account WHERE number = :number AND currency = :currency FOR UPDATE")
                .bind("number", number(statement))
                .bind("currency", statement.currency())
                .mapTo(UUID.class)
                .one();
    }

    private static String number(BankStatement statement) {
        var plain = statement.number().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9/-]", "");
        return plain.isEmpty() ? "UNKNOWN" : cut(plain, 64);
    }

    private static List<String> digests(BankStatement statement) {
        Map<String, Integer> seen = new HashMap<>();
        var digests = new ArrayList<String>();
        for (var line : statement.lines()) {
            var words = String.join(
                    "|", line.date().toString(), plain(line.amount()), line.party(), line.text(), line.reference());
            digests.add(digest(words + "|" + seen.merge(words, 1, Integer::sum)));
        }
        return digests;
    }

    private static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String cut(String text, int most) {
        var clean = text.replace("\0", "");
        return clean.length() <= most
                ? clean
                : clean.substring(0, Character.isHighSurrogate(clean.charAt(most - 1)) ? most - 1 : most);
    }
}
