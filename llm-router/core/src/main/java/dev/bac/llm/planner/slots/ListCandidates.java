package dev.bac.llm.planner.slots;

import dev.bac.llm.planner.spans.Span;
import dev.bac.llm.planner.spans.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Weighs pieces for arguments that are lists of simple things; a single thing is a list of one. */
final class ListCandidates {
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
                double suits = suits(element, span);
                if (suits > 0) {
                    var cut = Trim.of(span, element, shape, context.sentence());
                    cut.ifPresent(piece -> candidates.add(new Candidate(list, piece, suits + cues.of(list, piece))));
                }
            }
        }
        return candidates;
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
