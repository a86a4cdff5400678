package dev.bac.agents;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A condition in the Common Expression Language over a call's arguments, such as {@code args.amount > 10000}. It cannot
 * loop, call out or change anything. Decimal strings, as amounts are written, compare as numbers.
 */
public final class Condition {
    private static final int MAX_CHARS = 500;
    private static final CelOptions OPTIONS =
            CelOptions.current().enableHeterogeneousNumericComparisons(true).build();
    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.HAS)
            .addVar("args", MapType.create(SimpleType.STRING, SimpleType.DYN))
            .setResultType(SimpleType.BOOL)
            .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();

    /** Conditions are few and agents many: each text is compiled once. */
    private static final int KNOWN = 1_000;

    private static final Map<String, Condition> COMPILED = new ConcurrentHashMap<>();

    private final String text;
    private final CelRuntime.Program program;

    private Condition(String text, CelRuntime.Program program) {
        this.text = text;
        this.program = program;
    }

    /** Reads a condition; {@link IllegalArgumentException} says what is wrong with it. */
    public static Condition parse(String text) {
        if (text.length() > MAX_CHARS) {
            throw new IllegalArgumentException("a condition has at most " + MAX_CHARS + " characters");
        }
        var known = COMPILED.get(text);
        if (known != null) {
            return known;
        }
        try {
            var condition = new Condition(
                    text, RUNTIME.createProgram(COMPILER.compile(text).getAst()));
            if (COMPILED.size() < KNOWN) {
                COMPILED.put(text, condition);
            }
            return condition;
        } catch (CelValidationException | CelEvaluationException wrong) {
            throw new IllegalArgumentException(
                    String.valueOf(wrong.getMessage()).lines().findFirst().orElse("not a condition"), wrong);
        }
    }

    /** True when it holds, or when it cannot be told: then a person decides. */
    public boolean met(ObjectNode arguments) {
        try {
            return !Boolean.FALSE.equals(program.eval(Map.of("args", value(arguments))));
        } catch (CelEvaluationException untold) {
            return true;
        }
    }

    private static Object value(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> {
                var map = new LinkedHashMap<String, Object>();
                json.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
                yield map;
            }
            case ARRAY -> {
                var list = new ArrayList<Object>();
                json.forEach(item -> list.add(value(item)));
                yield list;
            }
            case NUMBER -> number(json.decimalValue());
            case BOOLEAN -> json.booleanValue();
            case STRING -> text(json.stringValue());
            case NULL, MISSING, BINARY, POJO -> dev.cel.common.values.NullValue.NULL_VALUE;
        };
    }

    private static Object text(String text) {
        return text.matches("-?\\d{1,15}(\\.\\d{1,10})?") ? number(new BigDecimal(text)) : text;
    }

    /** CEL has no decimals: an integer stays exact, anything else is near enough for a threshold. */
    private static Object number(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0 && number.precision() - number.scale() <= 18
                ? (Object) number.longValueExact()
                : (Object) number.doubleValue();
    }

    @Override
    public String toString() {
        return text;
    }
}
