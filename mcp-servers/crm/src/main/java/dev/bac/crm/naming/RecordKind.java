package dev.bac.crm.naming;

import java.util.Locale;

/** Kinds of records that carry an owner, a team, tags and fields of the tenant's own. */
public enum RecordKind {
    ACCOUNT(Numbers.ACC),
    CONTACT(Numbers.CON),
    LEAD(Numbers.LEAD),
    OPPORTUNITY(Numbers.OPP);

    private final Numbers numbers;

    RecordKind(Numbers numbers) {
        this.numbers = numbers;
    }

    /** The table they are in, which is also what people call them. */
    public String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Numbers numbers() {
        return numbers;
    }
}
