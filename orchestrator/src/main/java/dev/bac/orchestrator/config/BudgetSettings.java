package dev.bac.orchestrator.config;

import dev.bac.llm.budget.Budget;
import dev.bac.llm.budget.Per;
import dev.bac.llm.budget.Period;
import dev.bac.llm.budget.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Budgets that the configuration sets at each start, whatever an admin has made of them since.
 *
 * @param all in the file's order
 */
public record BudgetSettings(List<Entry> all) {
    public static final BudgetSettings NONE = new BudgetSettings(List.of());

    /** Told when the file does not say at which percentages. */
    public static final List<Integer> USUAL_ALERTS = List.of(80, 100);

    public BudgetSettings {
        all = List.copyOf(all);
    }

    /**
     * One of them.
     *
     * @param tenant its slug; empty: every tenant has one
     * @param subject a user's name, an agent's name or a key's id; {@code *}: each of them has one
     */
    public record Entry(
            Optional<String> tenant, Per per, String subject, Quantity limit, Period every, List<Integer> alerts) {}

    static BudgetSettings read(List<Section> sections) {
        return new BudgetSettings(sections.stream().map(BudgetSettings::entry).toList());
    }

    private static Entry entry(Section section) {
        Per per = choice(section, "per", Per.class, Per.TENANT);
        String subject = section.text("subject").orElse(Budget.EACH);
        if (per == Per.TENANT && !subject.equals(Budget.EACH)) {
            throw section.mistake("subject", "must be left out for a tenant; \"tenant\" says which one");
        }
        Quantity limit = Quantity.parse(section.required("limit"))
                .orElseThrow(() -> section.mistake(
                        "limit", "must be an amount with its unit, such as 20 USD, 500000 tokens or 1000 requests"));
        var read = new Entry(
                section.text("tenant"),
                per,
                subject,
                limit,
                choice(section, "every", Period.class, Period.MONTH),
                alerts(section));
        section.done();
        return read;
    }

    private static List<Integer> alerts(Section section) {
        Optional<String> text = section.text("alerts");
        if (text.isEmpty()) {
            return USUAL_ALERTS;
        }
        var percents = new ArrayList<Integer>();
        for (String part : text.get().split(",", -1)) {
            if (!part.strip().matches("[1-9][0-9]{0,2}%")) {
                throw section.mistake("alerts", "must be percentages such as 50%, 80%, 100%");
            }
            percents.add(Integer.parseInt(part.strip().replace("%", "")));
        }
        return percents;
    }

    private static <E extends Enum<E>> E choice(Section section, String key, Class<E> type, E otherwise) {
        Optional<String> text = section.text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        for (E one : type.getEnumConstants()) {
            if (one.name().equalsIgnoreCase(text.get())) {
                return one;
            }
        }
        throw section.mistake(
                key,
                "must be one of "
                        + String.join(
                                ", ",
                                List.of(type.getEnumConstants()).stream()
                                        .map(one -> one.name().toLowerCase(Locale.ROOT))
                                        .toList()));
    }
}
