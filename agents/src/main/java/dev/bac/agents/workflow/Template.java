package dev.bac.agents.workflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** JSON with places that are computed. A computed value that is null leaves its key out. */
public sealed interface Template {
    JsonNode value(Map<String, JsonNode> variables);

    /** Every expression in it. */
    Stream<Expression> expressions();

    /** As it stands. */
    record Fixed(JsonNode json) implements Template {
        @Override
        public JsonNode value(Map<String, JsonNode> variables) {
            return json;
        }

        @Override
        public Stream<Expression> expressions() {
            return Stream.empty();
        }
    }

    /** Written {@code =expression}. */
    record Computed(Expression expression) implements Template {
        @Override
        public JsonNode value(Map<String, JsonNode> variables) {
            return expression.value(variables);
        }

        @Override
        public Stream<Expression> expressions() {
            return Stream.of(expression);
        }
    }

    /** A list. */
    record Items(List<Template> items) implements Template {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public JsonNode value(Map<String, JsonNode> variables) {
            var array = JsonNodeFactory.instance.arrayNode();
            items.forEach(item -> array.add(item.value(variables)));
            return array;
        }

        @Override
        public Stream<Expression> expressions() {
            return items.stream().flatMap(Template::expressions);
        }
    }

    /** A mapping. */
    record Keys(Map<String, Template> keys) implements Template {
        public Keys {
            keys = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        }

        @Override
        public JsonNode value(Map<String, JsonNode> variables) {
            var object = JsonNodeFactory.instance.objectNode();
            keys.forEach((name, inner) -> {
                var value = inner.value(variables);
                if (!value.isNull() || inner instanceof Fixed) {
                    object.set(name, value);
                }
            });
            return object;
        }

        @Override
        public Stream<Expression> expressions() {
            return keys.values().stream().flatMap(Template::expressions);
        }
    }
}
