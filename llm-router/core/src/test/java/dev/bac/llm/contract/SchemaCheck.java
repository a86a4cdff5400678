package dev.bac.llm.contract;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Checks requests against a component of a vendor's OpenAPI description as JSON Schema 2020-12. Descriptions leave
 * unknown fields open; here they are closed wherever a schema lists its fields and is no part of a combination.
 */
final class SchemaCheck {
    private final Schema schema;

    private SchemaCheck(Schema schema) {
        this.schema = schema;
    }

    static Optional<SchemaCheck> of(String file, String component) {
        ObjectMapper mapper = file.endsWith("yaml")
                ? YAMLMapper.builder().build()
                : JsonMapper.builder().build();
        return Shared.file(file).map(text -> of(mapper.readTree(text), component));
    }

    private static SchemaCheck of(JsonNode description, String component) {
        ObjectNode root = JsonMapper.builder().build().createObjectNode();
        root.put("$ref", "#/components/schemas/" + component);
        root.set("components", description.required("components"));
        if (description.path("info").path("title").asString("").contains("Ollama")) {
            close(root);
        }
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        return new SchemaCheck(registry.getSchema(root.toString(), InputFormat.JSON));
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(SchemaCheck::close);
    }

    List<String> problems(String json) {
        return schema.validate(json, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }
}
