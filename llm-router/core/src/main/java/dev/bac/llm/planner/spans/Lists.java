package dev.bac.llm.planner.spans;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Things joined by commas and "and" into one value of several. */
final class Lists {
    private static final int MAX_ITEMS = 50;

    private Lists() {}

    /** @param parts spans that may be items, such as names, phrases, quoted texts or e-mail addresses */
    static List<Span> of(String text, List<Span> parts) {
        var sorted = parts.stream().sorted(Comparator.comparingInt(Span::start)).toList();
        var lists = new ArrayList<Span>();
        int i = 0;
        while (i < sorted.size()) {
            int last = i;
            var items = new ArrayList<String>();
            items.add(item(sorted.get(i)));
            while (last + 1 < sorted.size()
                    && items.size() < MAX_ITEMS
                    && joins(text, sorted.get(last), sorted.get(last + 1))) {
                last++;
                items.add(item(sorted.get(last)));
            }
            if (items.size() > 1) {
                var from = sorted.get(i).start();
                var to = sorted.get(last).end();
                lists.add(new Span(from, to, text.substring(from, to), new Value.Several(items)));
            }
            i = last + 1;
        }
        return lists;
    }

    private static boolean joins(String text, Span left, Span right) {
        return right.start() >= left.end()
                && text.substring(left.end(), right.start())
                        .matches("\\s*(?:,|,?\\s*(?:and|or|&)|;)\\s*(?:the |a |an )?");
    }

    static String item(Span span) {
        return switch (span.value()) {
            case Value.Quoted quoted -> quoted.text();
            case Value.Email email -> email.address();
            case Value.Phone phone -> phone.e164();
            case Value.Code code -> code.code();
            case Value.Count _,
                    Value.Amount _,
                    Value.Percent _,
                    Value.Days _,
                    Value.Time _,
                    Value.Link _,
                    Value.Name _,
                    Value.Free _,
                    Value.Phrase _,
                    Value.Several _,
                    Value.Numbers _,
                    Value.Currency _ -> span.text();
        };
    }
}
