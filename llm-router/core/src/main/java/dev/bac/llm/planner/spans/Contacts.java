package dev.bac.llm.planner.spans;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** E-mail addresses, phone numbers (as E.164), links and codes. */
final class Contacts {
    private static final Pattern EMAIL =
            Pattern.compile("[\\p{L}0-9._%+-]+@[\\p{L}0-9-]+(?:\\.[\\p{L}0-9-]+)+", Pattern.CASE_INSENSITIVE);
    private static final Pattern LINK = Pattern.compile(
            "(?:https?://|www\\.)[^\\s,;\"'<>]*[^\\s,;\"'<>.!?)]|\\b[a-z0-9-]+\\.(?:com|org|net|de|eu|io|example|co\\.uk|dev|app|ng)\\b(?:/\\S*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern UUID = Pattern.compile(
            "\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBERED = Pattern.compile("\\b([A-Za-z]{1,6})-(\\d{1,9}(?:-\\d{1,9})?)\\b");
    private static final Pattern MIXED = Pattern.compile("\\b(?=[\\w-]*\\d)(?=[\\w-]*[A-Za-z])[A-Za-z][\\w-]*\\w\\b");

    private Contacts() {}

    static List<Span> in(String text, String region) {
        var spans = new ArrayList<Span>();
        all(EMAIL, text, spans, found -> new Value.Email(found.toLowerCase(Locale.ROOT)));
        all(LINK, text, spans, Value.Link::new);
        all(UUID, text, spans, found -> new Value.Code(found.toLowerCase(Locale.ROOT)));
        all(NUMBERED, text, spans, found -> new Value.Code(found.toUpperCase(Locale.ROOT)));
        phones(text, region, spans);
        all(MIXED, text, spans, Value.Code::new);
        return spans;
    }

    private static void phones(String text, String region, List<Span> spans) {
        if (text.chars().filter(Character::isDigit).count() < 7) {
            return; // loading the library's tables costs more than looking
        }
        var numbers = PhoneNumberUtil.getInstance();
        for (var match : numbers.findNumbers(text, region, PhoneNumberUtil.Leniency.POSSIBLE, 20)) {
            var written = match.rawString();
            boolean international = written.startsWith("+") || written.startsWith("00");
            boolean plausible = international
                    || (written.startsWith("0") && numbers.isValidNumber(match.number()))
                    || written.matches("\\(?\\d{3}\\)?[ -]\\d{3}[ -]\\d{4}");
            if (plausible && written.replaceAll("\\D", "").length() >= 7) {
                var e164 = numbers.format(match.number(), PhoneNumberUtil.PhoneNumberFormat.E164);
                add(spans, new Span(match.start(), match.end(), written, new Value.Phone(e164)));
            }
        }
    }

    private static void all(
            Pattern pattern, String text, List<Span> spans, java.util.function.Function<String, Value> meaning) {
        for (var matcher = pattern.matcher(text); matcher.find(); ) {
            add(spans, new Span(matcher.start(), matcher.end(), matcher.group(), meaning.apply(matcher.group())));
        }
    }

    private static void add(List<Span> spans, Span span) {
        if (spans.stream().noneMatch(span::overlaps)) {
            spans.add(span);
        }
    }
}
