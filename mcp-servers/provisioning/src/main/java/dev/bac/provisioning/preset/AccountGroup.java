package dev.bac.provisioning.preset;

/** Where an account of an industry stands in a chart, and what it is to finance. */
public enum AccountGroup {
    STOCK("ASSET"),
    FIXED("ASSET"),
    ASSET("ASSET"),
    DEPOSIT("LIABILITY"),
    EQUITY("EQUITY"),
    INCOME("INCOME"),
    COST("EXPENSE"),
    RUNNING("EXPENSE");

    private final String kind;

    AccountGroup(String kind) {
        this.kind = kind;
    }

    /** ASSET, LIABILITY, EQUITY, INCOME or EXPENSE. */
    public String kind() {
        return kind;
    }
}
