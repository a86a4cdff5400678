package dev.bac.messaging.message;

import dev.bac.mcp.Entitlements;
import dev.bac.mcp.Quota;
import dev.bac.mcp.ToolRefusal;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.store.Tx;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the company's plan lets it send: channels that are switched on, and so many SMS a month. Everything that writes a
 * message asks here first, in the transaction that writes it.
 */
public final class Allowance {
    private Allowance() {}

    /** Takes one message of a channel; refused when the channel is off or the month's rest is used up. */
    public static void one(Tx tx, MessageChannel channel) {
        var barred = bar(tx, Map.of(0, channel));
        if (!barred.isEmpty()) {
            throw barred.values().iterator().next();
        }
    }

    /**
     * Takes messages, the first that were asked for first.
     *
     * @param wanted the channel of each, by what names it
     * @return why those that are not granted must not be written
     */
    public static <K> Map<K, ToolRefusal> bar(Tx tx, Map<K, MessageChannel> wanted) {
        var barred = new HashMap<K, ToolRefusal>();
        if (tx.rules().isEmpty()) {
            return barred;
        }
        var entitled = Entitlements.of(tx);
        wanted.forEach((key, channel) -> {
            String feature = channel.name().toLowerCase(Locale.ROOT);
            if (!entitled.has(feature)) {
                barred.put(key, Entitlements.off(feature));
            }
        });
        var sms = wanted.entrySet().stream()
                .filter(one -> one.getValue() == MessageChannel.SMS && !barred.containsKey(one.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        int granted = sms.isEmpty() ? 0 : Quota.takeOfMonth(tx, Quota.SMS, sms.size());
        sms.subList(granted, sms.size()).forEach(key -> barred.put(key, usedUp()));
        return barred;
    }

    /** Takes messages of one channel to these addresses, and adds those that are not granted to the barred ones. */
    public static void bar(Tx tx, MessageChannel channel, Collection<String> addresses, Map<String, String> barred) {
        var wanted = new LinkedHashMap<String, MessageChannel>();
        addresses.stream()
                .filter(address -> !barred.containsKey(address))
                .forEach(address -> wanted.put(address, channel));
        bar(tx, wanted).forEach((address, why) -> barred.put(address, String.valueOf(why.getMessage())));
    }

    private static ToolRefusal usedUp() {
        return new ToolRefusal(
                "quota_exhausted",
                "The plan's SMS of this month are used up. An operator can give the company a larger plan.");
    }
}
