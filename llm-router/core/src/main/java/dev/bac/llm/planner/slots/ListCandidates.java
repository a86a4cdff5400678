package dev.bac.llm.planner.slots;

import dev.bac.llm.planner.spans.Span;
import dev.bac.llm.planner.spans.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Weighs pieces for arguments that are lists of simple things; a single thing is a list of one. */
final class ListCandidates {
    private static final Set<String> LEAVING_OUT = Set.of("without", "except", "exclude", "excluding");
    private static final Set<String> SAID_OUT =
            Set.of("without", "except", "exclude", "excluding", "no", "not", "but", "omit", "omitting", "don't");

    private static final Pattern HOST = Pattern.compile("such as [a-z0-9-]+(?:\\.[a-z0-9-]+)+");

    private ListCandidates() {}

    static List<Candidate> of(List<Param> lists, Context context, ToolShape shape) {
        var cues = new Cues(shape, context);
        var candidates = new ArrayList<Candidate>();
        for (var list : lists) {
            if (!list.choices().isEmpty() || Param.type(list.element()).equals("object")) {
                continue;
            }
            var element = element(list);
            for (var span : context.spans()) {
                double suits = leftOut(list, span, context) && shaped(list, span) ? suits(element, span) : 0;
                if (suits > 0) {
                    var cut = Trim.of(span, element, shape, context.sentence());
                    cut.ifPresent(piece -> candidates.add(new Candidate(list, piece, suits + cues.of(list, piece))));
                }
            }
        }
        return candidates;
    }

    /** What is to be left out stands behind a word that says so: "with SMS and e-mail" is nothing for "without". */
    private static boolean leftOut(Param list, Span span, Context context) {
        if (!LEAVING_OUT.contains(list.name())) {
            return true;
        }
        var words = context.sentence()
                .text()
                .substring(0, span.start())
                .toLowerCase(Locale.ROOT)
                .split("[^\\p{L}']+");
        return Arrays.stream(words).skip(Math.max(0, words.length - 3)).anyMatch(SAID_OUT::contains);
    }

    /** Where the example is a host name, each piece is one: "with point of sale and WhatsApp" names no domains. */
    private static boolean shaped(Param list, Span span) {
        return !HOST.matcher(list.description()).find()
                || (span.value() instanceof Value.Several several
                        ? several.items().stream().allMatch(item -> item.contains("."))
                        : span.text().contains("."));
    }

    /** The list's element as if it were an argument of the list's name. */
    private static Param element(Param list) {
        ObjectNode schema = list.element().isObject()
                ? ((ObjectNode) list.element()).deepCopy()
                : JsonNodeFactory.instance.objectNode();
        if (!schema.has("description")) {
            schema.put("description", list.description());
        }
        return Param.of(list.name(), schema, list.required());
    }

    private static double suits(Param element, Span span) {
        boolean numbers = Set.of("integer", "number").contains(element.type());
        return switch (span.value()) {
            case Value.Numbers _ -> numbers ? 3 : 0;
            case Value.Several several ->
                numbers ? 0 : 2.6 + 0.05 * several.items().size();
            case Value.Count _, Value.Amount _ -> numbers ? 0.8 : 0;
            case Value.Email _, Value.Phone _, Value.Code _, Value.Name _, Value.Quoted _, Value.Phrase _ ->
                numbers ? 0 : Math.max(0, Suits.of(element, span) * 0.8);
            case Value.Percent _, Value.Days _, Value.Time _, Value.Link _, Value.Free _, Value.Currency _ -> 0;
        };
    }
}
