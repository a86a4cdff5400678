package dev.bac.llm.planner;

import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.planner.slots.Context;
import dev.bac.llm.planner.slots.Param;
import dev.bac.llm.planner.slots.Role;
import dev.bac.llm.planner.words.Lexicon;
import dev.bac.llm.planner.words.NumberWords;
import dev.bac.llm.planner.words.Sentence;
import dev.bac.retrieval.Wording;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the conversation has named: the records of the tools' results and the arguments of the calls. "Her", "that
 * invoice" and "the second one" are looked up here, the latest first, by the kind an argument wants.
 */
final class Memory implements Context.Known {
    private static final int MESSAGES = 40;
    private static final int ENTITIES = 400;
    private static final Set<String> PRONOUNS = Set.of(
            "her", "him", "it", "them", "they", "she", "he", "his", "their", "its", "that", "this", "those", "these",
            "same", "there", "one", "ones");
    private static final Set<String> PERSONS =
            Set.of("contact", "lead", "person", "customer", "account", "employee", "owner");
    private static final Set<String> NOISE =
            Set.of("list", "search", "get", "find", "creat", "updat", "show", "add", "item", "row", "result");

    private final List<Entity> entities = new ArrayList<>();
    private final List<ObjectNode> calls = new ArrayList<>();
    private final List<Set<String>> callKinds = new ArrayList<>();

    static Memory of(List<Message> messages) {
        var memory = new Memory();
        var tools = new HashMap<String, Part.ToolCall>();
        for (var message : messages.subList(Math.max(0, messages.size() - MESSAGES), messages.size())) {
            switch (message) {
                case Message.Assistant answer -> answer.toolCalls().forEach(call -> tools.put(call.id(), call));
                case Message.ToolResults results -> results.results().forEach(result -> memory.learn(result, tools));
                case Message.Instructions _, Message.User _ -> {}
            }
        }
        return memory;
    }

    private void learn(Part.ToolResult result, Map<String, Part.ToolCall> tools) {
        if (result.failed()) {
            return;
        }
        if (entities.size() > ENTITIES / 2) {
            entities.subList(0, entities.size() - ENTITIES / 2).clear(); // what was named last is meant first
        }
        var call = tools.get(result.callId());
        if (call != null) {
            calls.add(call.arguments());
            callKinds.add(kinds(result.tool()));
        }
        Results.json(result.text()).ifPresent(json -> walk(json, kinds(result.tool()), calls.size() + 1, 0));
    }

    private static Set<String> kinds(String name) {
        var kinds = new HashSet<>(Wording.stems(name));
        kinds.removeAll(NOISE);
        return kinds;
    }

    private void walk(JsonNode node, Set<String> kinds, int list, int depth) {
        if (depth > 4 || entities.size() >= ENTITIES) {
            return;
        }
        if (node instanceof ObjectNode object) {
            boolean record = object.has("id") || object.has("number") || object.has("name") || object.has("sku");
            if (record) {
                entities.add(new Entity(kinds, object, list, depth <= 1 && !kinds.contains("item")));
            }
            object.properties().forEach(property -> {
                var key = property.getKey();
                if (property.getValue().isContainer()) {
                    walk(
                            property.getValue(),
                            key.equals("items") || key.equals("rows") ? kinds : kinds(key),
                            list,
                            depth + 1);
                } else if (!record || key.length() > 2) {
                    linked(object, key, property.getValue(), -list);
                }
            });
        } else if (node.isArray()) {
            node.forEach(element -> walk(element, kinds, list, depth + 1));
        }
    }

    /** {@code customerId} beside {@code customerName} is a record of its own kind. */
    private void linked(ObjectNode object, String key, JsonNode value, int list) {
        var words = Wording.words(key);
        if (words.size() >= 2 && words.getLast().equals("id") && value.isString()) {
            var kind = key.replaceAll("[_]?[iI]d$", "");
            var entity = JsonNodeFactory.instance.objectNode();
            entity.set("id", value);
            for (var name : List.of(kind + "Name", kind + "_name", kind)) {
                if (object.path(name).isString()) {
                    entity.set("name", object.get(name));
                }
            }
            entities.add(new Entity(kinds(kind), entity, list, true));
        }
    }

    @Override
    public Optional<JsonNode> recall(Param param, Sentence sentence) {
        boolean pointed = pointed(sentence);
        if (!pointed
                && !(param.required() && wantsRecord(param) && sentence.tokens().size() <= 4)) {
            return Optional.empty();
        }
        if (wantsRecord(param)) {
            var found = record(param, sentence);
            return found.isPresent() ? found : argument(param);
        }
        if (param.required() || param.role() == Role.EMAIL || param.role() == Role.PHONE) {
            return switch (param.role()) {
                case EMAIL -> property(Set.of("email", "mail"), sentence);
                case PHONE -> property(Set.of("phone", "mobil", "telephon"), sentence);
                case OTHER, LINK, CURRENCY, AMOUNT -> property(new HashSet<>(param.stems()), sentence);
                case DATE,
                        TIME,
                        PERCENT,
                        LIMIT,
                        SORT,
                        CURSOR,
                        PERSON,
                        COMPANY,
                        PLACE,
                        NAME,
                        CODE,
                        RECORD,
                        PROSE,
                        NUMBER,
                        FLAG,
                        CHOICE,
                        QUERY -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    private static boolean wantsRecord(Param param) {
        return param.ref().isPresent()
                || param.role() == Role.RECORD
                || param.role() == Role.CODE
                || param.role() == Role.PERSON
                || param.role() == Role.COMPANY
                || param.name().equals("to")
                || param.name().equals("recipient");
    }

    /** True when the sentence points back: a pronoun, "the second one", "the first invoice". */
    static boolean pointed(Sentence sentence) {
        for (int i = 0; i < sentence.tokens().size(); i++) {
            var word = sentence.word(i);
            boolean ordinal = NumberWords.ordinal(word).isPresent()
                    && (sentence.word(i - 1).equals("the") || i == 0);
            if ((PRONOUNS.contains(word) && !sentence.word(i + 1).equals("is")) || ordinal) {
                return true;
            }
        }
        return false;
    }

    private Optional<JsonNode> record(Param param, Sentence sentence) {
        var wanted = new HashSet<>(param.stems());
        param.ref().ifPresent(ref -> wanted.addAll(Wording.stems(ref)));
        wanted.removeAll(Set.of("id", "name", "number"));
        var fitting = entities.stream()
                .filter(entity -> suits(wanted, entity, sentence))
                .toList();
        if (fitting.isEmpty()) {
            return Optional.empty();
        }
        int last = fitting.getLast().list();
        var list = fitting.stream().filter(entity -> entity.list() == last).toList();
        var entity = ordinal(sentence)
                .map(n -> n < 0 ? list.getLast() : list.get(Math.min(n, list.size()) - 1))
                .orElse(list.getFirst());
        return entity.handle().map(JsonNodeFactory.instance::stringNode);
    }

    private static boolean suits(Set<String> wanted, Entity entity, Sentence sentence) {
        boolean kind = wanted.stream().anyMatch(stem -> Lexicon.near(stem, entity.kinds()) > 0);
        boolean generic = wanted.isEmpty() || wanted.contains("to") || wanted.contains("recipi");
        boolean she = sentence.tokens().stream()
                .anyMatch(token -> Set.of("her", "him", "she", "he", "his").contains(token.word()));
        boolean person = entity.kinds().stream().anyMatch(PERSONS::contains);
        return (kind || generic) && (!she || person);
    }

    /** What an earlier call named for an argument of the same name or kind. */
    private Optional<JsonNode> argument(Param param) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            for (var property : calls.get(i).properties()) {
                var stems = Wording.stems(property.getKey());
                boolean same = property.getKey().equals(param.name())
                        || stems.stream()
                                .anyMatch(stem -> stem.length() > 2
                                        && !stem.equals("name")
                                        && Lexicon.near(stem, param.stems()) > 0);
                if (same && property.getValue().isString()) {
                    return Optional.of(property.getValue());
                }
            }
        }
        return Optional.empty();
    }

    private Optional<JsonNode> property(Set<String> stems, Sentence sentence) {
        var order = ordinal(sentence);
        if (order.isPresent() && !entities.isEmpty()) {
            int last = entities.getLast().list();
            var list = entities.stream().filter(entity -> entity.list() == last).toList();
            var entity = order.get() < 0 ? list.getLast() : list.get(Math.min(order.get(), list.size()) - 1);
            return entity.property(stems);
        }
        for (int i = entities.size() - 1; i >= 0; i--) {
            var list = entities.get(i).list();
            var first = entities.stream()
                    .filter(entity -> entity.list() == list)
                    .map(entity -> entity.property(stems))
                    .flatMap(Optional::stream)
                    .findFirst();
            if (first.isPresent()) {
                return first;
            }
        }
        for (int i = calls.size() - 1; i >= 0; i--) {
            var found = new Entity(Set.of(), calls.get(i), 0, true).property(stems);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> ordinal(Sentence sentence) {
        for (int i = 0; i < sentence.tokens().size(); i++) {
            var ordinal = NumberWords.ordinal(sentence.word(i));
            if (ordinal.isPresent() && (i == 0 || Set.of("the", "only").contains(sentence.word(i - 1)))) {
                return ordinal;
            }
        }
        return Optional.empty();
    }
}
