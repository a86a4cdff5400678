package dev.bac.llm.gateway.testing;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Holds answers against a vendor's own description; where that is not at hand, everything passes. */
public final class VendorSchema {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, Optional<JsonNode>> COMPONENTS = new ConcurrentHashMap<>();
    private static final Map<String, Optional<Schema>> SCHEMAS = new ConcurrentHashMap<>();

    private VendorSchema() {}

    public static List<String> openAi(String component, JsonNode value) {
        return problems("openai.openapi.json", component, value);
    }

    public static List<String> anthropic(String component, JsonNode value) {
        return problems("anthropic.openapi.json", component, value);
    }

    private static List<String> problems(String file, String component, JsonNode value) {
        return SCHEMAS.computeIfAbsent(file + component, _ -> components(file).map(all -> schema(all, component)))
                .map(schema -> schema.validate(value.toString(), InputFormat.JSON).stream()
                        .map(Error::toString)
                        .toList())
                .orElse(List.of());
    }

    private static Schema schema(JsonNode components, String component) {
        ObjectNode root = JSON.createObjectNode().put("$ref", "#/components/schemas/" + component);
        root.set("components", components);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(root.toString(), InputFormat.JSON);
    }

    private static Optional<JsonNode> components(String file) {
        return COMPONENTS.computeIfAbsent(file, _ -> {
            Path path = Path.of(System.getProperty("bac.shared", "../shared"), "data", "llm", file);
            try {
                return Files.exists(path)
                        ? Optional.of(
                                nullable(JSON.readTree(Files.readString(path)).required("components")))
                        : Optional.empty();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });
    }

    /** OpenAI's description still says {@code nullable}, which JSON Schema does not know. */
    private static JsonNode nullable(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.propertyNames().stream().toList().forEach(name -> object.set(name, nullable(object.get(name))));
            if (object.path("nullable").asBoolean(false)) {
                object.remove("nullable");
                ObjectNode either = JSON.createObjectNode();
                either.putArray("anyOf").add(object).addObject().put("type", "null");
                return either;
            }
        } else if (node.isArray()) {
            node.forEach(VendorSchema::nullable);
        }
        return node;
    }
}
