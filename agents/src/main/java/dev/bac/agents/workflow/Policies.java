package dev.bac.agents.workflow;

import dev.bac.agents.Ask;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The policies in force together. Of all rules that meet a call the strictest counts: refuse before ask before approve;
 * what several ask is asked together. So no file can loosen what another one demands.
 */
public record Policies(List<Policy> all) {
    /** No rules. */
    public static final Policies NONE = new Policies(List.of());

    public Policies {
        all = all.stream().sorted(Comparator.comparing(Policy::name)).toList();
    }

    /** What the rules say about a call. */
    public sealed interface Ruling {
        /** Nothing: the server's own demand stands. */
        record Silent() implements Ruling {}

        /** It needs nobody. */
        record Approve(String policy) implements Ruling {}

        /** People must agree first. */
        record Demand(Ask terms, String policy) implements Ruling {}

        /** It may not run. */
        record Refuse(String reason, String policy) implements Ruling {}
    }

    private record Met(Policy policy, Policy.Rule rule) {
        String label() {
            return policy.name() + "/" + rule.name();
        }
    }

    public Ruling judge(Policy.Call call) {
        List<Met> met = all.stream()
                .flatMap(policy -> policy.rules().stream().map(rule -> new Met(policy, rule)))
                .filter(one -> one.rule().covers(call.tool()) && one.rule().met(call))
                .toList();
        Optional<Met> refused = first(met, Policy.Does.REFUSE);
        if (refused.isPresent()) {
            return new Ruling.Refuse(
                    refused.get().rule().reason(), refused.get().label());
        }
        Optional<Met> asked = first(met, Policy.Does.ASK);
        if (asked.isPresent()) {
            var terms = met.stream()
                    .filter(one -> one.rule().does() == Policy.Does.ASK)
                    .map(one -> one.rule().ask())
                    .reduce(Ask::and)
                    .orElse(Ask.USUAL);
            return new Ruling.Demand(terms, asked.get().label());
        }
        return first(met, Policy.Does.APPROVE)
                .filter(_ -> !call.workflow().isEmpty())
                .<Ruling>map(one -> new Ruling.Approve(one.label()))
                .orElseGet(Ruling.Silent::new);
    }

    private static Optional<Met> first(List<Met> met, Policy.Does does) {
        return met.stream().filter(one -> one.rule().does() == does).findFirst();
    }

    /** Names these rules: another one for any other text of any of them. Approvals are bound to it. */
    public String version() {
        var text = new StringBuilder();
        all.forEach(policy ->
                text.append(policy.name()).append(':').append(policy.digest()).append('\n'));
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.toString().getBytes(StandardCharsets.UTF_8)),
                            0,
                            8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
