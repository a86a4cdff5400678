package dev.bac.orchestrator.a2a;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema that the A2A project publishes with its specification 1.0 (a2a-protocol.org, {@code v1.0.1/spec/a2a.json},
 * Apache-2.0). It is not kept here: it is read from {@code -Dbac.a2a.schema} or from the reference data beside the project.
 */
final class A2aSchema {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path SHARED = Path.of("../../shared/data/a2a/a2a.json");
    private static final String REF = "\"(?:lf\\.a2a\\.v1|google\\.protobuf)\\.(\\w+)\\.jsonschema\\.json\"";

    private final String definitions;
    private final Map<String, Schema> schemas = new HashMap<>();

    private A2aSchema(String definitions) {
        this.definitions = definitions;
    }

    /** The schema, where it can be had. */
    static Optional<A2aSchema> find() {
        return Optional.of(Path.of(System.getProperty("bac.a2a.schema", SHARED.toString())))
                .filter(Files::isReadable)
                .map(A2aSchema::read);
    }

    private static A2aSchema read(Path file) {
        try {
            var whole = JSON.readTree(Files.readString(file));
            var named = JSON.createObjectNode();
            whole.path("definitions")
                    .properties()
                    .forEach(one -> named.set(one.getKey().replace(" ", ""), one.getValue()));
            return new A2aSchema(named.toString().replaceAll(REF, "\"#/\\$defs/$1\""));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What is wrong with a document of that name; empty when it is as it should be. */
    List<String> problems(String name, JsonNode document) {
        return schemas.computeIfAbsent(name, this::schema).validate(document.toString(), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private Schema schema(String name) {
        var root = (ObjectNode) JSON.readTree("{\"$defs\":" + definitions + "}");
        if (!root.path("$defs").has(name)) {
            throw new IllegalArgumentException("the schema knows no " + name);
        }
        root.put("$ref", "#/$defs/" + name);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(root.toString(), InputFormat.JSON);
    }
}
