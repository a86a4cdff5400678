package dev.bac.llm.routing.check;

import dev.bac.llm.routing.Catalogue;
import dev.bac.llm.routing.ModelCard;
import dev.bac.llm.routing.Price;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the catalogue and a second source disagree: each vendor's own entry there, and what OpenRouter asks for the same model. */
public final class CatalogueCheck {
    /** A million of context may be 2²⁰ or 10⁶. */
    private static final double CONTEXT_TOLERANCE = 0.05;

    private static final Map<String, String> SECTIONS =
            Map.of("openai", "openai", "anthropic", "anthropic", "gemini", "google");

    private CatalogueCheck() {}

    /**
     * A disagreement.
     *
     * @param source where our figure was read, with its date
     */
    public record Conflict(String model, String figure, String ours, String source, String theirs, String at) {
        @Override
        public String toString() {
            return "%s %s: %s here (%s), %s at %s".formatted(model, figure, ours, source, theirs, at);
        }
    }

    /**
     * What was compared.
     *
     * @param agreed figures that are the same
     * @param conflicts that nobody has looked into
     * @param decided disagreements that the catalogue explains
     * @param unknown models that the second source does not have
     */
    public record Report(int agreed, List<Conflict> conflicts, List<Catalogue.Decided> decided, List<String> unknown) {
        public Report {
            conflicts = List.copyOf(conflicts);
            decided = List.copyOf(decided);
            unknown = List.copyOf(unknown);
        }
    }

    /** @param day whose prices are compared */
    public static Report compare(Catalogue catalogue, PriceList list, LocalDate day) {
        var conflicts = new ArrayList<Conflict>();
        var unknown = new ArrayList<String>();
        int agreed = 0;
        for (ModelCard card : catalogue.all()) {
            String section = SECTIONS.get(card.provider());
            if (section != null) {
                String name = card.id().substring(card.provider().length() + 1);
                var own = list.find(section, name, day).filter(entry -> !another(catalogue, card, entry));
                var resold = list.find("openrouter", section + "/" + name.replaceAll("(\\d)-(\\d)", "$1.$2"), day);
                if (own.isEmpty() && resold.isEmpty()) {
                    unknown.add(card.id());
                }
                for (var entry : List.of(own, resold)) {
                    if (entry.isPresent()) {
                        agreed += compare(catalogue, card, day, entry.get(), conflicts);
                    }
                }
            }
        }
        var open = conflicts.stream()
                .filter(conflict -> catalogue.decided().stream().noneMatch(one -> settles(one, conflict)))
                .toList();
        var decided = catalogue.decided().stream()
                .filter(one -> conflicts.stream().anyMatch(conflict -> settles(one, conflict)))
                .toList();
        return new Report(agreed, open, decided, unknown);
    }

    /** A rule by the beginning of a name finds another model's entry where a newer one's name begins the same. */
    private static boolean another(Catalogue catalogue, ModelCard card, PriceList.Entry entry) {
        String id = card.provider() + "/" + entry.id();
        return !id.equals(card.id())
                && catalogue.all().stream().anyMatch(each -> each.id().equals(id));
    }

    /** What was decided holds for what was said then: another figure is a conflict again. */
    private static boolean settles(Catalogue.Decided decided, Conflict conflict) {
        BigDecimal theirs = decided.theirs().get(conflict.figure());
        return decided.model().equals(conflict.model())
                && decided.at().equals(conflict.at())
                && theirs != null
                && theirs.compareTo(new BigDecimal(conflict.theirs())) == 0;
    }

    private static int compare(
            Catalogue catalogue, ModelCard card, LocalDate day, PriceList.Entry theirs, List<Conflict> conflicts) {
        ModelCard.Dated dated = card.on(day);
        Price ours = dated.price();
        String source = Optional.ofNullable(catalogue.sources().get(dated.source()))
                .map(at -> dated.source() + ", " + at.date())
                .orElse(dated.source());
        var found = new Comparison(card.id(), source, theirs.provider(), conflicts);
        found.price("input", Optional.of(ours.input()), theirs.input());
        found.price("output", Optional.of(ours.output()), theirs.output());
        // Without a price for it, reading from the cache is entered at the price of reading afresh.
        found.price(
                "cached",
                Optional.of(ours.cached()).filter(price -> price.compareTo(ours.input()) != 0),
                theirs.cached());
        found.price("cache-write", ours.cacheWrite(), theirs.cacheWrite());
        if (card.context().isPresent() && theirs.context().isPresent()) {
            double mine = card.context().get();
            double other = theirs.context().get();
            found.count(
                    Math.abs(mine - other) <= CONTEXT_TOLERANCE * mine,
                    "context",
                    card.context().get(),
                    theirs.context().get());
        }
        return found.agreed;
    }

    private static final class Comparison {
        private final String model;
        private final String source;
        private final String at;
        private final List<Conflict> conflicts;
        private int agreed;

        Comparison(String model, String source, String at, List<Conflict> conflicts) {
            this.model = model;
            this.source = source;
            this.at = at;
            this.conflicts = conflicts;
        }

        /** What only one of them has is no conflict. */
        void price(String figure, Optional<BigDecimal> ours, Optional<BigDecimal> theirs) {
            if (ours.isPresent() && theirs.isPresent()) {
                count(
                        ours.get().compareTo(theirs.get()) == 0,
                        figure,
                        ours.get().toPlainString(),
                        theirs.get().toPlainString());
            }
        }

        void count(boolean same, String figure, Object ours, Object theirs) {
            if (same) {
                agreed++;
            } else {
                conflicts.add(new Conflict(model, figure, ours.toString(), source, theirs.toString(), at));
            }
        }
    }
}
