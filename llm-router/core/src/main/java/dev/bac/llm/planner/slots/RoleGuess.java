package dev.bac.llm.planner.slots;

import dev.bac.retrieval.Wording;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Judges what an argument is about. The schema's format goes first, then the name, then the description. */
final class RoleGuess {
    private static final Set<String> PROSE = Set.of(
            "text",
            "body",
            "message",
            "note",
            "notes",
            "subject",
            "memo",
            "description",
            "reason",
            "comment",
            "content",
            "title",
            "summary",
            "details",
            "remark",
            "prompt",
            "question",
            "purpose");
    private static final Set<String> COMPANY = Set.of(
            "company",
            "account",
            "customer",
            "client",
            "organization",
            "organisation",
            "business",
            "supplier",
            "vendor",
            "employer",
            "firm",
            "brand",
            "manufacturer",
            "party");
    private static final Set<String> PERSON = Set.of(
            "person",
            "contact",
            "lead",
            "author",
            "player",
            "artist",
            "actor",
            "owner",
            "assignee",
            "employee",
            "firstname",
            "lastname",
            "surname",
            "first",
            "last",
            "athlete",
            "director",
            "composer",
            "scientist");
    private static final Set<String> PLACE = Set.of(
            "location",
            "city",
            "place",
            "country",
            "warehouse",
            "region",
            "address",
            "state",
            "destination",
            "origin",
            "town",
            "area",
            "depot",
            "store");
    private static final Set<String> RECORDS =
            Set.of("order", "invoice", "item", "sku", "product", "opportunity", "deal", "bill", "payment");

    /** Text that is looked for, not written down. */
    private static final Pattern SOUGHT = Pattern.compile(
            "\\b(?:words? (?:of|in|that|to)|search(?:es)?|look(?:s|ed)? for|to find|match(?:es)?|contains?)\\b");

    private RoleGuess() {}

    static Role of(String name, String type, String format, String description, List<String> choices, String kind) {
        boolean ref = !kind.isEmpty();
        var words = new HashSet<>(Wording.words(ref ? name + " " + kind : name));
        var last = Wording.words(name).isEmpty() ? "" : Wording.words(name).getLast();
        var about = description.toLowerCase(Locale.ROOT);
        if (words.contains("sort") || words.contains("orderby") || (words.contains("order") && words.contains("by"))) {
            return Role.SORT;
        }
        if (words.contains("cursor")
                || words.contains("idempotency")
                || name.equals("response_format")
                || name.equals("dry_run")
                || name.equals("response_format")) {
            return Role.CURSOR;
        }
        if (type.equals("boolean")) {
            return Role.FLAG;
        }
        if (!choices.isEmpty()) {
            return words.contains("currency") ? Role.CURRENCY : Role.CHOICE;
        }
        if (type.equals("integer") || type.equals("number")) {
            return numeric(words, about);
        }
        return ref ? named(words, last, about, true) : string(words, last, format, about);
    }

    private static Role numeric(Set<String> words, String about) {
        if (any(words, "limit", "top", "size", "max", "count", "n", "results")
                && (words.contains("limit")
                        || words.contains("top")
                        || about.matches(
                                ".*\\b(at most|maximum number of|how many|number of (results|rows|items|records|top)|top n?)\\b.*"))) {
            return Role.LIMIT;
        }
        if (any(
                        words, "amount", "price", "total", "budget", "cost", "salary", "fee", "value", "revenue",
                        "balance", "credit")
                && !about.contains("numeric")) {
            return Role.AMOUNT;
        }
        return any(words, "percent", "percentage", "rate", "probability", "discount") ? Role.PERCENT : Role.NUMBER;
    }

    private static Role string(Set<String> words, String last, String format, String about) {
        switch (format) {
            case "email" -> {
                return Role.EMAIL;
            }
            case "phone" -> {
                return Role.PHONE;
            }
            case "date", "date-time" -> {
                return Role.DATE;
            }
            case "decimal" -> {
                return words.contains("quantity") || words.contains("qty") ? Role.NUMBER : Role.AMOUNT;
            }
            case "uri", "hostname" -> {
                return Role.LINK;
            }
            default -> {}
        }
        if (any(words, "email", "mail")) {
            return Role.EMAIL;
        }
        if (any(words, "phone", "mobile", "telephone", "tel", "msisdn")) {
            return Role.PHONE;
        }
        if (any(words, "currency") || about.contains("iso 4217")) {
            return Role.CURRENCY;
        }
        if (any(words, "date", "day", "since", "until", "deadline", "due")
                || about.contains("yyyy-mm-dd")
                || (about.matches(".*\\b(the|as of) date\\b.*") && !any(words, "name", "event"))) {
            return Role.DATE;
        }
        if (last.equals("time") || words.contains("hour")) {
            return Role.TIME;
        }
        if (any(words, "amount", "price") && !about.contains("currency code")) {
            return Role.AMOUNT;
        }
        if (any(words, "url", "website", "domain")) {
            return Role.LINK;
        }
        return named(words, last, about, false);
    }

    private static Role named(Set<String> words, String last, String about, boolean ref) {
        if (words.contains("query")
                || words.contains("search")
                || words.contains("keyword")
                || words.contains("keywords")
                || words.contains("term")
                || name(words, "q")) {
            return Role.QUERY;
        }
        if (words.contains("type") || words.contains("kind") || words.contains("category")) {
            return Role.OTHER;
        }
        boolean fullName = last.equals("name") && about.contains("person");
        if (fullName || PERSON.stream().anyMatch(words::contains)) {
            return Role.PERSON;
        }
        if (COMPANY.stream().anyMatch(words::contains)) {
            return Role.COMPANY;
        }
        if (words.contains("address") && (about.contains("mail") || about.contains("phone"))) {
            return Role.OTHER;
        }
        if (PLACE.stream().anyMatch(words::contains)) {
            return Role.PLACE;
        }
        if (ref) {
            return Role.RECORD;
        }
        if (PROSE.contains(last) && SOUGHT.matcher(about).find()) {
            return Role.QUERY;
        }
        if (PROSE.contains(last)) {
            return Role.PROSE;
        }
        if (RECORDS.stream().anyMatch(words::contains)) {
            return Role.RECORD;
        }
        if (last.equals("id") || last.equals("number") || last.equals("code")) {
            return Role.CODE;
        }
        return last.equals("name") || about.contains("name of") ? Role.NAME : Role.OTHER;
    }

    private static boolean name(Set<String> words, String only) {
        return words.size() == 1 && words.contains(only);
    }

    private static boolean any(Set<String> words, String... of) {
        for (var word : of) {
            if (words.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
