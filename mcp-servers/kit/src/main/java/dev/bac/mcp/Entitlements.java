package dev.bac.mcp;

import dev.bac.store.Tx;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What a company may do by its plan and its switched-on features. It lies in each server's own row of the tenant and
 * comes with the transaction, so that it holds at the tool, whoever calls it and however.
 *
 * @param closed features that are off, with the tools they keep closed
 * @param limits by meter; a meter that is not there is not limited
 */
public record Entitlements(
        @Arg("Features that are off") List<Closed> closed,
        @Arg("Limits by meter") List<Limit> limits) {
    /** Most rules of different text that are remembered: as many as there are plans and sets of features at work. */
    private static final int REMEMBERED = 1_000;

    private static final Entitlements NONE = new Entitlements(List.of(), List.of());
    private static final Map<String, Entitlements> READ = new ConcurrentHashMap<>();

    public Entitlements {
        closed = List.copyOf(closed);
        limits = List.copyOf(limits);
    }

    /**
     * A feature that is off.
     *
     * @param feature its name, such as {@code manufacturing}
     * @param tools what the names of its tools begin with, such as {@code erp_work_}
     */
    public record Closed(
            @Arg("The feature") String feature,

            @Arg("What its tools' names begin with") List<String> tools) {
        public Closed {
            tools = List.copyOf(tools);
        }
    }

    /** How much of a meter in one of its periods; see {@link Quota}. */
    public record Limit(
            @Arg("The meter, such as sms") String meter,
            @Arg("How much") long most) {}

    /** Those of the transaction's tenant. */
    public static Entitlements of(Tx tx) {
        return tx.rules().map(Entitlements::read).orElse(NONE);
    }

    /** Those that are kept as this text. */
    public static Entitlements read(String text) {
        if (READ.size() >= REMEMBERED) {
            READ.clear();
        }
        return READ.computeIfAbsent(
                text, unread -> Objects.requireNonNull(ToolJson.mapper().readValue(unread, Entitlements.class)));
    }

    /** As it is kept. */
    public String text() {
        return ToolJson.mapper().writeValueAsString(this);
    }

    /** @throws ToolRefusal with code {@code not_entitled} when a feature that is off has that tool */
    void refuseClosed(String tool) {
        for (var off : closed) {
            if (off.tools().stream().anyMatch(tool::startsWith)) {
                throw off(off.feature());
            }
        }
    }

    /** True when the feature is not switched off. */
    public boolean has(String feature) {
        return closed.stream().noneMatch(off -> off.feature().equals(feature));
    }

    /** The refusal of what needs a feature that is off. */
    public static ToolRefusal off(String feature) {
        return new ToolRefusal(
                "not_entitled",
                "The feature " + feature + " is switched off for this company. An operator can switch it on.");
    }

    /** The limit of a meter; empty when there is none. */
    public OptionalLong limit(String meter) {
        return limits.stream()
                .filter(limit -> limit.meter().equals(meter))
                .mapToLong(Limit::most)
                .findFirst();
    }

    /** As a map, for what is told. */
    public Map<String, Long> byMeter() {
        return limits.stream().collect(Collectors.toMap(Limit::meter, Limit::most));
    }
}
