package dev.bac.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searching by groups of conditions. */
class RecordSearchTest {
    private static final int SEARCHES = Integer.getInteger("histories", 3) * 20;
    private static final List<String> NAMES =
            List.of("Ann Lee", "Bob Ray", "Çelik Öz", "دانا", "Eve O'Neil", "王芳", "Zoë 🎉 Q", "%_\\");
    private static final List<String> TAGS = List.of("vip", "fair", "\"quoted\"", "{a,b}");
    private final TestServer crm = CrmToolsTest.prepared();

    private record Person(String number, String name, String owner, Set<String> tags, int score) {}

    private record Question(String json, Predicate<Person> holds) {}

    private Person person(Random random) {
        String name = NAMES.get(random.nextInt(NAMES.size())) + " " + random.nextInt(5);
        String number = crm.ok(
                        "crm_contact_save",
                        TestServer.parse("{}").put("name", name).toString())
                .path("contact")
                .path("number")
                .asString();
        String owner = random.nextBoolean() ? "Petra Lang" : "";
        var tags = new TreeSet<String>();
        TAGS.stream().filter(_ -> random.nextInt(3) == 0).forEach(tags::add);
        int score = random.nextInt(4);
        var update = TestServer.parse("{}").put("record", number);
        update.putArray("fields").add("score=" + score);
        if (!owner.isEmpty()) {
            update.put("owner", owner);
        }
        tags.forEach(update.withArray("addTags")::add);
        crm.ok("crm_record_update", update.toString());
        return new Person(number, name, owner, tags, score);
    }

    private static Question question(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> {
                String tag = TAGS.get(random.nextInt(TAGS.size()));
                yield new Question(
                        condition("tag", "equal", tag), person -> person.tags().contains(tag));
            }
            case 1 ->
                new Question(condition("owner", "empty", null), person -> person.owner()
                        .isEmpty());
            case 2 -> {
                String name = NAMES.get(random.nextInt(NAMES.size())) + " " + random.nextInt(5);
                yield new Question(condition("name", "equal", name.toUpperCase(Locale.ROOT)), person -> person.name()
                        .equalsIgnoreCase(name));
            }
            case 3 -> {
                int score = random.nextInt(4);
                yield new Question(
                        condition("custom.score", "at_least", Integer.toString(score)),
                        person -> person.score() >= score);
            }
            case 4 ->
                new Question(condition("owner", "begins", "petra"), person -> person.owner()
                        .startsWith("Petra"));
            default -> {
                int digit = random.nextInt(5);
                yield new Question(condition("any", "holds", Integer.toString(digit)), person -> person.name()
                        .endsWith(" " + digit));
            }
        };
    }

    private static String condition(String field, String is, String value) {
        var json = TestServer.parse("{}").put("field", field).put("is", is);
        if (value != null) {
            json.put("value", value);
        }
        return json.toString();
    }

    @Test
    void findsExactlyWhatTheConditionsSayPageByPage() {
        long seed = Seeds.next();
        var random = new Random(seed);
        crm.ok("crm_setup_field", "{\"kind\":\"contact\",\"title\":\"Score\",\"type\":\"number\"}");
        var people = new ArrayList<Person>();
        for (int i = 0; i < 40; i++) {
            people.add(person(random));
        }
        for (int i = 0; i < SEARCHES; i++) {
            var conditions = TestServer.parse("{}").putArray("conditions");
            Predicate<Person> all = _ -> true;
            for (int group = 0; group < 1 + random.nextInt(3); group++) {
                Predicate<Person> any = _ -> false;
                for (int k = 0; k < 1 + random.nextInt(3); k++) {
                    var question = question(random);
                    conditions.add(TestServer.parse(question.json()).put("group", group));
                    any = any.or(question.holds());
                }
                all = all.and(any);
            }
            var expected =
                    people.stream().filter(all).map(Person::number).sorted().toList();

            assertThat(found(conditions.toString(), expected.size()))
                    .as("seed " + seed + " " + conditions)
                    .isEqualTo(expected);
        }
    }

    private List<String> found(String conditions, int total) {
        var numbers = new ArrayList<String>();
        String cursor = "";
        do {
            var page = crm.ok("crm_record_search", """
                    {"kind":"contact","limit":7,"cursor":"%s","conditions":%s}""".formatted(cursor, conditions));
            assertThat(page.path("total").asInt()).isEqualTo(total);
            page.path("items").forEach(item -> numbers.add(item.path("number").asString()));
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());
        numbers.sort(null);
        return numbers;
    }

    @Test
    void aMisspeltNameIsFoundByItsLikeness() {
        crm.ok("crm_contact_save", "{\"name\":\"Margarethe Vandenberg\"}");
        crm.ok("crm_contact_save", "{\"name\":\"Bob Ray\"}");

        assertThat(crm.ok("crm_record_search", """
                        {"kind":"contact","conditions":[{"field":"name","is":"like","value":"Margarete Vandenburg"}]}""").path("items").findValuesAsString("name"))
                .containsExactly("Margarethe Vandenberg");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name; DROP TABLE contact | equal    | x          | no field",
                "custom.x' OR '1'='1      | equal    | x          | no field",
                "name                     | at_least | x          | is text",
                "name                     | equal    |            | give a value",
                "createdAt                | at_least | 2026-02-29 | is no day",
                "createdAt                | at_least | 0001-01-01 | is not between",
                "custom.score             | equal    | 1e999999   | too large",
                "custom.score             | equal    | ten        | is no number",
                "any                      | like     | x          | takes HOLDS",
                "tag                      | like     | x          | a tag is",
            })
    void refusesAConditionThatCannotBe(String field, String is, String value, String why) {
        crm.ok("crm_setup_field", "{\"kind\":\"contact\",\"title\":\"Score\",\"type\":\"number\"}");

        var refused = crm.refused(
                "crm_record_search", "{\"kind\":\"contact\",\"conditions\":[" + condition(field, is, value) + "]}");

        assertThat(refused.code()).isEqualTo("invalid");
        assertThat(refused.text()).startsWith("conditions").contains(why);
    }
}
