package dev.bac.llm.routing;

import dev.bac.llm.ChatRequest;
import dev.bac.llm.Usage;
import dev.bac.llm.budget.Prices;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a request costs by the catalogue, at the models that may answer it. */
public record CataloguePrices(Providers providers, Catalogue catalogue) implements Prices {

    @Override
    public List<Offer> offers(ChatRequest request, Usage worst) {
        Stream<String> models = request.auto()
                ? providers.all().stream()
                        .filter(Provider::usable)
                        .flatMap(provider ->
                                providers.choices(provider).stream().map(name -> provider.name() + "/" + name))
                : Stream.of(request.model());
        return models.flatMap(model -> catalogue.find(model).stream().map(card -> offer(model, card, worst)))
                .sorted(Comparator.comparing(Offer::cost).reversed())
                .toList();
    }

    private static Offer offer(String model, ModelCard card, Usage worst) {
        long output = Math.min(worst.output(), card.maxOutput().orElse(worst.output()));
        return new Offer(model, card.cost(new Usage(worst.input(), 0, output, Optional.empty())));
    }
}
