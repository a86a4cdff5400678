package dev.bac.provisioning.plan;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A plan: how a business is kept apart, how sure its service is, and how much it gets. A limit of −1 is none.
 */
public enum Plan {
    SHARED("99.0", 10, 1_024, 10_000, 500, 5, 10_000),
    DEDICATED("99.5", 50, 10_240, 50_000, 5_000, 25, 50_000),
    CLUSTERED("99.9", 250, 102_400, 500_000, 50_000, 100, 500_000),
    GLOBAL("99.95", 1_000, 1_024_000, -1, 500_000, 500, -1);

    /** A company may send a tenth of its day's messages in a minute, one person a tenth of what the company may. */
    private static final int SHARE = 10;

    /** Of the storage an eighth is for files of imports and exports, the rest for the text of documents and notes. */
    private static final int FILES = 8;

    private final String availability;
    private final Map<String, Long> limits = new LinkedHashMap<>();

    Plan(String availability, long users, long storageMiB, long callsADay, long smsAMonth, long agents, long messages) {
        this.availability = availability;
        limits.put("users", users);
        limits.put("agents", agents);
        limits.put("sms", smsAMonth);
        limits.put("calls", callsADay);
        limits.put("storage", storageMiB);
        limits.put("files", storageMiB / FILES);
        limits.put("documents", storageMiB - storageMiB / FILES);
        limits.put("messages", messages);
        limits.put("messages_minute", share(messages));
        limits.put("user_messages", share(messages));
        limits.put("user_messages_minute", share(share(messages)));
    }

    private static long share(long of) {
        return of < 0 ? of : of / SHARE;
    }

    /** What it promises, in percent of a month. */
    public String availability() {
        return availability;
    }

    /** True when it has a database of its own. */
    public boolean dedicated() {
        return this != SHARED;
    }

    /** How much of a meter; empty when it is not limited. */
    public OptionalLong limit(String meter) {
        Long most = limits.get(meter);
        return most == null || most < 0 ? OptionalLong.empty() : OptionalLong.of(most);
    }

    /**
     * Every limit there is, by meter: users, agents, sms (a month), calls (a day), storage (MiB, and its parts documents and files), messages of any channel
     * (a day, a minute; of the company, of one person).
     */
    public Map<String, Long> limits() {
        var limited = new LinkedHashMap<>(limits);
        limited.values().removeIf(most -> most < 0);
        return limited;
    }

    /** As it is written. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
