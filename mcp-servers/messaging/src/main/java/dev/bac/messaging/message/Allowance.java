package dev.bac.messaging.message;

import dev.bac.mcp.Entitlements;
import dev.bac.mcp.Quota;
import dev.bac.mcp.ToolRefusal;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.store.Tx;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the company's plan lets it send: channels that are switched on, so many messages a day and a minute for the company
 * and for each of its people, and so many SMS a month. Everything that writes a
 * message asks here first, in the transaction that writes it.
 */
public final class Allowance {
    private Allowance() {}

    /**
     * A message that somebody wants written.
     *
     * @param sender the user's id; empty for a campaign's, which counts for the company alone
     */
    public record Wish(MessageChannel channel, String sender) {}

    /** Takes one message of a channel; refused when the channel is off or nothing is left. */
    public static void one(Tx tx, MessageChannel channel, String sender) {
        var barred = bar(tx, Map.of(0, new Wish(channel, sender)));
        if (!barred.isEmpty()) {
            throw barred.values().iterator().next();
        }
    }

    /**
     * Takes messages, the first that were asked for first.
     *
     * @param wanted each, by what names it
     * @return why those that are not granted must not be written
     */
    public static <K> Map<K, ToolRefusal> bar(Tx tx, Map<K, Wish> wanted) {
        var barred = new HashMap<K, ToolRefusal>();
        if (tx.rules().isEmpty()) {
            return barred;
        }
        var entitled = Entitlements.of(tx);
        wanted.forEach((key, wish) -> {
            String feature = wish.channel().name().toLowerCase(Locale.ROOT);
            if (!entitled.has(feature)) {
                barred.put(key, Entitlements.off(feature));
            }
        });
        var limits = SendLimits.of(
                tx, rest(wanted, barred).values().stream().map(Wish::sender).toList());
        rest(wanted, barred).forEach((key, wish) -> limits.take(wish.sender()).ifPresent(why -> barred.put(key, why)));
        var sms = rest(wanted, barred).entrySet().stream()
                .filter(one -> one.getValue().channel() == MessageChannel.SMS)
                .toList();
        int granted = sms.isEmpty() ? 0 : Quota.takeOfMonth(tx, Quota.SMS, sms.size());
        sms.subList(granted, sms.size()).forEach(one -> {
            limits.giveBack(one.getValue().sender());
            barred.put(one.getKey(), usedUp());
        });
        limits.keep(tx);
        return barred;
    }

    private static <K> Map<K, Wish> rest(Map<K, Wish> wanted, Map<K, ToolRefusal> barred) {
        var rest = new LinkedHashMap<>(wanted);
        rest.keySet().removeAll(barred.keySet());
        return rest;
    }

    /** Takes a campaign's messages to these addresses, and adds those that are not granted to the barred ones. */
    public static void bar(Tx tx, MessageChannel channel, Collection<String> addresses, Map<String, String> barred) {
        var wanted = new LinkedHashMap<String, Wish>();
        addresses.stream()
                .filter(address -> !barred.containsKey(address))
                .forEach(address -> wanted.put(address, new Wish(channel, "")));
        bar(tx, wanted).forEach((address, why) -> barred.put(address, String.valueOf(why.getMessage())));
    }

    /** How many messages of a campaign the company may still send now: the rest waits for the next minute or day. */
    public static int rest(Tx tx, int most) {
        return (int) Math.min(most, SendLimits.of(tx, List.of()).rest().orElse(most));
    }

    private static ToolRefusal usedUp() {
        return new ToolRefusal(
                "quota_exhausted",
                "The plan's SMS of this month are used up. An operator can give the company a larger plan.");
    }
}
