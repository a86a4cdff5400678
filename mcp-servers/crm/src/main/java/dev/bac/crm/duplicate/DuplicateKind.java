package dev.bac.crm.duplicate;

import java.util.List;
import java.util.Locale;

/** Kinds of records that can be there twice. */
public enum DuplicateKind {
    ACCOUNT("""
            SELECT t.id, t.number, 'ACC-' || t.number AS label, t.name, t.core AS compared, t.sound, CAST(NULL AS text) AS company,
                   t.email, t.phone, t.domain FROM account t
            """, "core", "email", "phone", "domain", "sound", "core"),
    CONTACT("""
            SELECT t.id, t.number, 'CON-' || t.number AS label, t.name, t.folded AS compared, t.sound,
                   a.name AS company, t.email, t.phone, CAST(NULL AS text) AS domain
            FROM contact t LEFT JOIN account a ON a.tenant_id = t.tenant_id AND a.id = t.account_id
            """, "folded", "email", "phone", "sound", "folded"),
    LEAD("""
            SELECT t.id, t.number, 'LEAD-' || t.number AS label, t.name, t.folded AS compared, t.sound, t.company,
                   t.email, t.phone, CAST(NULL AS text) AS domain FROM lead t
            """, "folded", "email", "phone", "sound", "folded");

    /** SELECT of a {@link Candidate} from the row {@code t}. */
    final String select;

    /** The column with trigrams. */
    final String fuzzy;

    private final String[] equal;

    DuplicateKind(String select, String fuzzy, String... equal) {
        this.select = select;
        this.fuzzy = fuzzy;
        this.equal = equal;
    }

    boolean people() {
        return this != ACCOUNT;
    }

    String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Columns that hold the same in records that may be one. */
    List<String> equal() {
        return List.of(equal);
    }
}
