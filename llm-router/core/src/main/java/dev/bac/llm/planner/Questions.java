package dev.bac.llm.planner;

import dev.bac.llm.planner.slots.Param;
import dev.bac.llm.planner.slots.Role;
import java.util.stream.Collectors;

/** The one short question that a turn may end with. */
final class Questions {
    private Questions() {}

    static String missing(Choice.Ask ask) {
        var param = ask.missing();
        var what =
                switch (param.role()) {
                    case DATE -> "For which date";
                    case AMOUNT -> "What amount, and in which currency";
                    case EMAIL -> "Which e-mail address";
                    case PHONE -> "Which phone number";
                    case LIMIT, NUMBER -> "Which " + param.readable();
                    case LINK,
                            TIME,
                            CURRENCY,
                            PERCENT,
                            SORT,
                            CURSOR,
                            PERSON,
                            COMPANY,
                            PLACE,
                            NAME,
                            CODE,
                            RECORD,
                            PROSE,
                            FLAG,
                            CHOICE,
                            OTHER,
                            QUERY -> "Which " + param.readable();
                };
        if (param.role() == Role.PROSE) {
            what = "What should the " + param.readable() + " be";
        }
        return "To %s: %s%s?".formatted(SmallTalk.title(ask.shape()), lower(what), choices(param));
    }

    static String either(Choice.Either either) {
        return "Do you mean " + either.shapes().stream().map(SmallTalk::title).collect(Collectors.joining(" or "))
                + "?";
    }

    private static String choices(Param param) {
        return param.choices().isEmpty() || param.choices().size() > 8
                ? ""
                : " (" + String.join(", ", param.choices()) + ")";
    }

    private static String lower(String text) {
        return Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
