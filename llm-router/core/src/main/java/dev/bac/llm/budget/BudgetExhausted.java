package dev.bac.llm.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A call could cost more than is left. Says which budget it was, how much of it is spent, and when it begins anew. */
public final class BudgetExhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final transient Account account;
    private final transient Instant again;
    private final transient Instant asked;

    private BudgetExhausted(String message, Account account, Instant again, Instant asked) {
        super(message, null, false, false);
        this.account = account;
        this.again = again;
        this.asked = asked;
    }

    /**
     * @param worst what the call may need, in units
     * @param lease how the account stands
     * @param now the call's time
     */
    static BudgetExhausted of(Account account, long worst, Bank.Lease lease, Instant now, ZoneId zone) {
        Budget budget = account.budget();
        Instant resets = account.window().ends();
        long room = budget.most() - lease.spent();
        String text = "The " + budget.told() + (budget.per() == Per.TENANT ? "" : " of " + account.subject())
                + " does not allow this call: " + budget.measure().told(lease.spent()) + " are spent, "
                + budget.measure().told(lease.held()) + " are reserved by calls under way, and it may need up to "
                + budget.measure().told(worst) + ". The budget begins anew at "
                + TIME.format(resets.atZone(zone)) + " " + zone.getId() + ".";
        // What others hold comes back when their calls are settled.
        boolean soon = worst <= room && lease.held() > 0;
        return new BudgetExhausted(text, account, soon ? now.plusSeconds(1) : resets, now);
    }

    /** The budget that refuses. */
    public Account account() {
        return account;
    }

    /** When the budget begins anew. */
    public Instant resets() {
        return account.window().ends();
    }

    /** How long to wait before it is worth another try. */
    public Duration retryAfter() {
        return Duration.between(asked, again);
    }
}
