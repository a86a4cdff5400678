package dev.bac.mcp;

import java.util.ArrayList;
import java.util.List;

/**
 * A tool, declared beside the code that does its work: types are its schema.
 *
 * @param name {@code domain_resource_verb}, {@code [a-z0-9_]}, at most 40 characters
 * @param title what a button would say
 * @param description what it does, when to use it, what it does not do
 * @param scope what the caller's token must hold, such as {@code finance:write}
 * @param hidden true for life-cycle tools that no agent ever sees
 * @param examples sentences people say when they mean it
 */
public record Tool<I extends Record, O extends Record & Told>(
        String name,
        String title,
        String description,
        Effect effect,
        Risk risk,
        String scope,
        boolean hidden,
        Class<I> arguments,
        Class<O> result,
        ToolHandler<I, O> handler,
        List<Example<I>> examples) {
    public Tool {
        if (!name.matches("[a-z][a-z0-9]*(_[a-z0-9]+)+") || name.length() > 40) {
            throw new IllegalArgumentException(
                    "tool name must be domain_resource_verb, at most 40 characters: " + name);
        }
        if (effect == Effect.READ && risk != Risk.NONE) {
            throw new IllegalArgumentException(name + ": a tool that only reads has no risk");
        }
        examples = List.copyOf(examples);
    }

    /** A sentence and the arguments it means; arguments that the sentence does not give are null. */
    public record Example<I extends Record>(String say, I arguments) {}

    /** A tool that changes nothing; its scope is {@code <domain>:read}. */
    public static <I extends Record, O extends Record & Told> Tool<I, O> read(
            String name,
            String title,
            String description,
            Class<I> arguments,
            Class<O> result,
            ToolHandler<I, O> handler) {
        return new Tool<>(
                name,
                title,
                description,
                Effect.READ,
                Risk.NONE,
                domain(name) + ":read",
                false,
                arguments,
                result,
                handler,
                List.of());
    }

    /** A tool that changes something; its scope is {@code <domain>:write}. */
    public static <I extends Record, O extends Record & Told> Tool<I, O> write(
            String name,
            String title,
            String description,
            Effect effect,
            Risk risk,
            Class<I> arguments,
            Class<O> result,
            ToolHandler<I, O> handler) {
        return new Tool<>(
                name,
                title,
                description,
                effect,
                risk,
                domain(name) + ":write",
                false,
                arguments,
                result,
                handler,
                List.of());
    }

    /** This tool with one more example. */
    public Tool<I, O> example(String say, I example) {
        var more = new ArrayList<>(examples);
        more.add(new Example<>(say, example));
        return new Tool<>(name, title, description, effect, risk, scope, hidden, arguments, result, handler, more);
    }

    /** This tool under another scope than its name implies. */
    public Tool<I, O> scoped(String other) {
        return new Tool<>(name, title, description, effect, risk, other, hidden, arguments, result, handler, examples);
    }

    /** True when a person must agree before it takes effect. */
    public boolean needsApproval() {
        return effect == Effect.DESTRUCTIVE || risk != Risk.NONE;
    }

    /** True when it goes on after its call, in steps. */
    public boolean lasts() {
        return handler instanceof LastingHandler<?, ?>;
    }

    private static String domain(String name) {
        return name.substring(0, name.indexOf('_'));
    }
}
