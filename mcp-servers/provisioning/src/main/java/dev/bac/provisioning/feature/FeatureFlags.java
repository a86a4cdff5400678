package dev.bac.provisioning.feature;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.Metadata;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.Reason;
import dev.openfeature.sdk.Value;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * A business's features asked for through OpenFeature, the specification's client over a provider of ours: the context
 * carries what was said and what the preset says, the provider settles all fourteen, and each answer has its reason.
 */
public final class FeatureFlags {
    /** The provider's domain: whoever else uses OpenFeature in this process has another. */
    private static final String DOMAIN = "dev.bac.provisioning";

    private static final String EXPLICIT = "explicit.";
    private static final String PRESET = "preset.";

    private final Client client;

    private FeatureFlags(Client client) {
        this.client = client;
    }

    /** The client; registering its provider again changes nothing. */
    public static FeatureFlags open() {
        var api = OpenFeatureAPI.getInstance();
        api.setProviderAndWait(DOMAIN, new ToggleProvider());
        return new FeatureFlags(api.getClient(DOMAIN));
    }

    /** Whether a feature is on. */
    public boolean on(Feature feature, Map<Feature, Boolean> explicit, Map<Feature, Boolean> preset) {
        return client.getBooleanValue(feature.key(), feature.usual(), context(explicit, preset));
    }

    /** All fourteen by key. */
    public Map<String, Boolean> all(Map<Feature, Boolean> explicit, Map<Feature, Boolean> preset) {
        var context = context(explicit, preset);
        var all = new java.util.TreeMap<String, Boolean>();
        for (Feature one : Feature.values()) {
            all.put(one.key(), client.getBooleanValue(one.key(), one.usual(), context));
        }
        return all;
    }

    private static EvaluationContext context(Map<Feature, Boolean> explicit, Map<Feature, Boolean> preset) {
        var values = new HashMap<String, Value>();
        explicit.forEach((feature, on) -> values.put(EXPLICIT + feature.key(), new Value(on)));
        preset.forEach((feature, on) -> values.put(PRESET + feature.key(), new Value(on)));
        return new ImmutableContext(values);
    }

    /** Settles features from the context. */
    private static final class ToggleProvider implements FeatureProvider {
        @Override
        public Metadata getMetadata() {
            return () -> "bac-toggles";
        }

        @Override
        public ProviderEvaluation<Boolean> getBooleanEvaluation(
                String key, Boolean defaultValue, EvaluationContext context) {
            var feature = Feature.of(key);
            if (feature.isEmpty()) {
                return ProviderEvaluation.<Boolean>builder()
                        .value(defaultValue)
                        .reason(Reason.DEFAULT.toString())
                        .build();
            }
            var settled = Toggles.settle(words(context, EXPLICIT), words(context, PRESET));
            return ProviderEvaluation.<Boolean>builder()
                    .value(settled.on(feature.get()))
                    .reason(Reason.TARGETING_MATCH.toString())
                    .variant(settled.why(feature.get()))
                    .build();
        }

        private static Map<Feature, Boolean> words(EvaluationContext context, String prefix) {
            var words = new EnumMap<Feature, Boolean>(Feature.class);
            for (Feature one : Feature.values()) {
                var value = context.getValue(prefix + one.key());
                if (value != null && value.isBoolean()) {
                    words.put(one, value.asBoolean());
                }
            }
            return words;
        }

        @Override
        public ProviderEvaluation<String> getStringEvaluation(String key, String usual, EvaluationContext context) {
            return same(usual);
        }

        @Override
        public ProviderEvaluation<Integer> getIntegerEvaluation(String key, Integer usual, EvaluationContext context) {
            return same(usual);
        }

        @Override
        public ProviderEvaluation<Double> getDoubleEvaluation(String key, Double usual, EvaluationContext context) {
            return same(usual);
        }

        @Override
        public ProviderEvaluation<Value> getObjectEvaluation(String key, Value usual, EvaluationContext context) {
            return same(usual);
        }

        private static <T> ProviderEvaluation<T> same(T usual) {
            return ProviderEvaluation.<T>builder()
                    .value(usual)
                    .reason(Reason.DEFAULT.toString())
                    .build();
        }
    }
}
