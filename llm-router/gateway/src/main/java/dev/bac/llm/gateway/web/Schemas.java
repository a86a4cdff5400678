package dev.bac.llm.gateway.web;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Callers' JSON Schemas (2020-12): whether they are schemas, and whether an answer fits. Nothing is ever fetched. */
public final class Schemas {
    private static final com.networknt.schema.Schema META =
            registry().getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    private Schemas() {}

    /** A new one each time: it remembers every schema it has seen. */
    private static SchemaRegistry registry() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    }

    /** @throws Refused when it is no schema, naming the first mistake */
    public static void check(String path, ObjectNode schema) {
        List<Error> mistakes = META.validate(schema.toString(), InputFormat.JSON);
        if (!mistakes.isEmpty()) {
            throw Refused.field(path, "'" + path + "' is no JSON Schema: " + mistakes.getFirst());
        }
    }

    /** True when the text is JSON that fits, or when the schema points where we do not look. */
    public static boolean fits(ObjectNode schema, String text) {
        try {
            return registry()
                    .getSchema(schema.toString(), InputFormat.JSON)
                    .validate(text, InputFormat.JSON)
                    .isEmpty();
        } catch (SchemaException elsewhere) {
            return true;
        } catch (IllegalArgumentException | tools.jackson.core.JacksonException noJson) {
            return false;
        }
    }
}
