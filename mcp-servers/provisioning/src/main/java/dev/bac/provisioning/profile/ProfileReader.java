package dev.bac.provisioning.profile;

import dev.bac.provisioning.feature.Feature;
import dev.bac.provisioning.plan.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a business profile as JSON, in the form of {@code business-profile.schema.json}, and tells everything that is
 * wrong with it at once: where, what, and what to write instead.
 */
public final class ProfileReader {
    /** Most characters of a profile; a full one has some 1,000. */
    public static final int LONGEST = 65_536;

    private static final int DEEPEST = 16;
    private static final int MOST_PROBLEMS = 50;
    private static final int TYPO = 3;
    private static final List<String> KEYS = List.of(
            "business_name",
            "industry",
            "region",
            "currency",
            "country",
            "city",
            "plan",
            "channels",
            "payment_providers",
            "messaging_providers",
            "compliance",
            "features",
            "domains");
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(1_000)
                            .maxDocumentLength(LONGEST)
                            .build())
                    .build())
            .build();

    private final List<Problem> problems = new ArrayList<>();

    private ProfileReader() {}

    /**
     * Something wrong.
     *
     * @param path such as {@code $.features.pos}
     */
    public record Problem(String path, String problem, String remedy) {}

    /** What was read; {@code wanted} is null when there are problems. */
    public record Outcome(@Nullable Wanted wanted, List<Problem> problems) {
        public Outcome {
            problems = List.copyOf(problems);
        }
    }

    /** Reads a profile. It never throws: whatever is wrong is a problem. */
    public static Outcome read(String text) {
        var reader = new ProfileReader();
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JacksonException e) {
            var at = e.getLocation();
            String where = at == null ? "" : " near line " + at.getLineNr() + ", column " + at.getColumnNr();
            return new Outcome(
                    null,
                    List.of(new Problem(
                            "$",
                            "this is no JSON we can read" + where,
                            "send one JSON object, at most " + LONGEST + " characters and " + DEEPEST
                                    + " levels deep")));
        }
        if (!root.isObject()) {
            return new Outcome(
                    null,
                    List.of(new Problem(
                            "$",
                            "is " + kind(root) + ", not an object",
                            "send an object with business_name," + " industry, region and currency")));
        }
        var wanted = reader.wanted(root);
        return new Outcome(
                reader.problems.isEmpty() ? wanted : null,
                reader.problems.subList(0, Math.min(MOST_PROBLEMS, reader.problems.size())));
    }

    private Wanted wanted(JsonNode root) {
        unknownKeys("$", root, KEYS);
        return new Wanted(
                required(root, "business_name", "Medix Ltd"),
                required(root, "industry", "pharmacy"),
                text(root, "city", "Lagos"),
                text(root, "country", "NG"),
                required(root, "region", "Nigeria"),
                required(root, "currency", "NGN"),
                each(root, "channels", "[\"web\", \"sms\"]", this::channel),
                plan(root),
                features(root),
                each(root, "domains", "[\"shop.example.com\"]", (_, value) -> Optional.of(value)),
                each(root, "payment_providers", "[\"paystack\"]", (_, value) -> Optional.of(value)),
                each(root, "messaging_providers", "[\"twilio\"]", (_, value) -> Optional.of(value)),
                each(root, "compliance", "[\"patient-data\"]", (_, value) -> Optional.of(value)));
    }

    private String required(JsonNode root, String key, String example) {
        if (!root.has(key)) {
            problem("$." + key, "is missing", "add \"" + key + "\": \"" + example + "\"");
            return "";
        }
        String given = text(root, key, example);
        return given == null ? "" : given;
    }

    private @Nullable String text(JsonNode root, String key, String example) {
        var node = root.path(key);
        if (node.isMissingNode()) {
            return null;
        }
        if (!node.isString() || node.asString().isBlank()) {
            problem(
                    "$." + key,
                    node.isString() ? "is empty" : "is " + kind(node) + ", not text",
                    "write it like \"" + example + "\"");
            return null;
        }
        return node.asString();
    }

    private interface Element<T> {
        Optional<T> read(String path, String value);
    }

    private <T> List<T> each(JsonNode root, String key, String example, Element<T> element) {
        var node = root.path(key);
        if (node.isMissingNode()) {
            return List.of();
        }
        if (!node.isArray()) {
            problem("$." + key, "is " + kind(node) + ", not a list", "write it like " + example);
            return List.of();
        }
        var read = new ArrayList<T>();
        for (int i = 0; i < node.size(); i++) {
            String path = "$." + key + "[" + i + "]";
            if (node.get(i).isString()) {
                element.read(path, node.get(i).asString()).ifPresent(read::add);
            } else {
                problem(path, "is " + kind(node.get(i)) + ", not text", "write the list like " + example);
            }
        }
        return read;
    }

    private Optional<BusinessChannel> channel(String path, String value) {
        var found = Arrays.stream(BusinessChannel.values())
                .filter(one -> one.name().equalsIgnoreCase(value))
                .findFirst();
        if (found.isEmpty()) {
            problem(path, "\"" + shortened(value) + "\" is no channel", "choose of " + names(BusinessChannel.values()));
        }
        return found;
    }

    private @Nullable Plan plan(JsonNode root) {
        String given = text(root, "plan", "shared");
        if (given == null) {
            return null;
        }
        return Arrays.stream(Plan.values())
                .filter(one -> one.name().equalsIgnoreCase(given))
                .findFirst()
                .orElseGet(() -> {
                    problem("$.plan", "\"" + shortened(given) + "\" is no plan", "choose of " + names(Plan.values()));
                    return null;
                });
    }

    private Map<Feature, Boolean> features(JsonNode root) {
        var node = root.path("features");
        var features = new EnumMap<Feature, Boolean>(Feature.class);
        if (node.isMissingNode()) {
            return features;
        }
        if (!node.isObject()) {
            problem("$.features", "is " + kind(node) + ", not an object", "write it like {\"pos\": true}");
            return features;
        }
        unknownKeys(
                "$.features",
                node,
                Arrays.stream(Feature.values()).map(Feature::key).toList());
        for (var entry : node.properties()) {
            Feature.of(entry.getKey()).ifPresent(feature -> {
                if (entry.getValue().isBoolean()) {
                    features.put(feature, entry.getValue().asBoolean());
                } else {
                    problem(
                            "$.features." + feature.key(),
                            "is " + kind(entry.getValue()) + ", not true or false",
                            "write true to switch it on, false to switch it off");
                }
            });
        }
        return features;
    }

    private void unknownKeys(String path, JsonNode node, List<String> known) {
        for (var entry : node.properties()) {
            String key = entry.getKey();
            if (!known.contains(key)) {
                String near = known.stream()
                        .min(Comparator.comparingInt(one -> distance(one, key)))
                        .filter(one -> distance(one, key) <= TYPO)
                        .map(one -> "did you mean " + one + "? ")
                        .orElse("");
                problem(path + "." + shortened(key), "is not known", near + "known are " + String.join(", ", known));
            }
        }
    }

    private static int distance(String one, String other) {
        return LevenshteinDistance.getDefaultInstance()
                .apply(one, shortened(other).toLowerCase(Locale.ROOT));
    }

    private void problem(String path, String problem, String remedy) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new Problem(path, problem, remedy));
        }
    }

    private static String shortened(String given) {
        return given.length() <= 40 ? given : given.substring(0, 40) + "…";
    }

    private static String names(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case BOOLEAN -> "true or false";
            case NUMBER -> "a number";
            case OBJECT -> "an object";
            case STRING -> "text";
            case NULL, MISSING -> "nothing";
            case BINARY, POJO -> "something else";
        };
    }
}
