package dev.bac.llm;

import java.util.Optional;
import java.util.Set;

/**
 * What a provider's interface can carry. Whether the model behind it then can is the vendor's to say.
 *
 * @param wire the format in which it takes requests as they are
 * @param can what it carries of {@link ChatOptions}
 */
public record Abilities(Optional<Original.Wire> wire, Set<Ability> can) {
    public Abilities {
        can = Set.copyOf(can);
    }

    /** One of them, with the name of the field that asks for it in OpenAI's interface. */
    public enum Ability {
        IMAGES("messages", "images"),
        IMAGE_LINKS("messages", "images by address; send the image itself as a data: URL"),
        TOP_P("top_p", "top_p"),
        SEED("seed", "a seed"),
        STOP("stop", "stop sequences"),
        TOOL_CHOICE("tool_choice", "this choice of tools"),
        ONE_CALL("parallel_tool_calls", "a limit of one tool call"),
        JSON_OBJECT("response_format", "JSON answers without a schema"),
        JSON_SCHEMA("response_format", "answers by a schema");

        private final String field;
        private final String words;

        Ability(String field, String words) {
            this.field = field;
            this.words = words;
        }
    }

    /** @throws ModelException of kind {@code UNSUPPORTED}, naming the field, when the request asks for more than this */
    public void check(String provider, ChatRequest request) {
        ChatOptions options = request.options();
        if (wire.flatMap(options::original).isPresent()) {
            return;
        }
        options.original().flatMap(came -> came.only().stream().findFirst()).ifPresent(field -> {
            throw ModelException.unsupported(provider, field, "does not take '" + field + "'");
        });
        need(provider, Ability.TOP_P, options.topP().isPresent());
        need(provider, Ability.SEED, options.seed().isPresent());
        need(provider, Ability.STOP, !options.stop().isEmpty());
        need(provider, Ability.TOOL_CHOICE, !(options.toolChoice() instanceof ToolChoice.Auto));
        need(provider, Ability.ONE_CALL, !options.parallelToolCalls());
        need(provider, Ability.JSON_OBJECT, options.format() instanceof AnswerFormat.JsonObject);
        need(provider, Ability.JSON_SCHEMA, options.format() instanceof AnswerFormat.JsonSchema);
        checkImages(provider, request);
    }

    private void checkImages(String provider, ChatRequest request) {
        for (Message message : request.messages()) {
            if (message instanceof Message.User user) {
                for (Part part : user.parts()) {
                    if (part instanceof Part.Image image) {
                        need(provider, Ability.IMAGES, true);
                        need(provider, Ability.IMAGE_LINKS, image.data().isEmpty());
                    }
                }
            }
        }
    }

    private void need(String provider, Ability ability, boolean asked) {
        if (asked && !can.contains(ability)) {
            throw ModelException.unsupported(provider, ability.field, "does not take " + ability.words);
        }
    }
}
