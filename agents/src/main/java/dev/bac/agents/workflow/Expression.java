package dev.bac.agents.workflow;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * An expression in the Common Expression Language over what a run knows. It is the same at every repetition: it has no
 * clock, no chance and nothing to call, and what it may loop over is bounded. See {@link CelValues} for numbers.
 */
public final class Expression {
    /** What expressions of a workflow may name. */
    public static final List<String> VARIABLES = List.of("input", "event", "steps", "item", "index", "run", "tenant");

    private static final int MAX_CHARS = 2_000;
    private static final int MAX_ITERATIONS = 20_000;
    private static final Pattern STEP = Pattern.compile("\\bsteps\\.([A-Za-z_][A-Za-z0-9_]*)");
    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .build();
    private static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addFunctionBindings(Decimals.bound())
            .addLibraries(CelExtensions.strings())
            .build();
    private static final CelCompiler WORKFLOW = compiler(VARIABLES);

    private final String text;
    private final CelRuntime.Program program;

    private Expression(String text, CelRuntime.Program program) {
        this.text = text;
        this.program = program;
    }

    /** It has no value for what the run knows; the message is for the workflow's author. */
    public static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super(message, null, false, false);
        }
    }

    private static CelCompiler compiler(List<String> variables) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addFunctionDeclarations(Decimals.declared())
                .addLibraries(CelExtensions.strings());
        variables.forEach(name -> builder.addVar(name, SimpleType.DYN));
        return builder.build();
    }

    /** One of a workflow. {@link IllegalArgumentException} says what is wrong with it and where. */
    public static Expression of(String text) {
        return of(text, WORKFLOW);
    }

    /** One over other variables. */
    static Expression of(String text, List<String> variables) {
        return of(text, compiler(variables));
    }

    private static Expression of(String text, CelCompiler compiler) {
        if (text.isBlank() || text.length() > MAX_CHARS) {
            throw new IllegalArgumentException("an expression has 1 to " + MAX_CHARS + " characters");
        }
        try {
            return new Expression(
                    text, RUNTIME.createProgram(compiler.compile(text).getAst()));
        } catch (CelValidationException wrong) {
            var first = wrong.getErrors().getFirst();
            throw new IllegalArgumentException(
                    first.getMessage() + " at character "
                            + (first.getSourceLocation().getColumn() + 1),
                    wrong);
        } catch (CelEvaluationException wrong) {
            throw new IllegalArgumentException(firstLine(wrong), wrong);
        }
    }

    /** The steps it names, such as {@code order} in {@code steps.order.total}. */
    public Set<String> steps() {
        var names = new LinkedHashSet<String>();
        var found = STEP.matcher(text);
        while (found.find()) {
            names.add(found.group(1));
        }
        return names;
    }

    /**
     * Its value. A variable that is not given is null.
     *
     * @throws Failed when it has none
     */
    public JsonNode value(Map<String, JsonNode> variables) {
        var values = new HashMap<String, Object>();
        VARIABLES.forEach(name -> values.put(name, CelValues.of(NullNode.getInstance())));
        variables.forEach((name, value) -> values.put(name, CelValues.of(value)));
        try {
            return CelValues.json(program.eval(values));
        } catch (CelEvaluationException | IllegalArgumentException | java.time.DateTimeException wrong) {
            throw new Failed("\"" + shortened() + "\" has no value here: " + firstLine(wrong));
        }
    }

    /** @throws Failed when its value is neither true nor false */
    public boolean holds(Map<String, JsonNode> variables) {
        var value = value(variables);
        if (!value.isBoolean()) {
            throw new Failed("\"" + shortened() + "\" must be true or false");
        }
        return value.booleanValue();
    }

    private String shortened() {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    private static String firstLine(Exception wrong) {
        return String.valueOf(wrong.getMessage()).lines().findFirst().orElse("wrong");
    }

    @Override
    public String toString() {
        return text;
    }
}
