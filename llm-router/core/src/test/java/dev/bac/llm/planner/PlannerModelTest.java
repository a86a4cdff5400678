package dev.bac.llm.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.ToolDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Conversations of several turns, by wording alone: what it can do while the embedder is not there. */
class PlannerModelTest extends TalkingPlanner {
    PlannerModelTest() throws IOException {}

    @Test
    void asksForWhatIsMissingAndTakesTheNextMessageAsTheAnswer() {
        assertThat(text(say("Convert the lead"))).endsWith("?");
        var call = call(say("Nadia Rahman"));
        assertThat(call.tool()).isEqualTo("crm_lead_convert");
        assertThat(call.arguments().path("lead").asString()).isEqualTo("Nadia Rahman");
    }

    @Test
    void goesOnToANewRequestInsteadOfTakingItForTheAnswer() {
        assertThat(text(say("Convert the lead"))).endsWith("?");
        assertThat(call(say("Which invoices are overdue?")).tool()).isEqualTo("finance_invoice_list");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Remind me to call Acme next Tuesday at 10 | call Acme at 10 | 2026-11-24
                    Remind me to call Acme on Tuesday | call Acme | 2026-11-17
                    Remind me to call Acme on Tuesday at 10:30 | call Acme at 10:30 | 2026-11-17
                    Remind me to call Acme tomorrow morning, please | call Acme in the morning | 2026-11-17
                    Remind me on Friday to call Acme | call Acme | 2026-11-20
                    """)
    void takesTheDayOutOfWhatIsToBeDone(String said, String subject, String due) {
        var call = call(say(said));
        assertThat(call.tool()).isEqualTo("crm_activity_create");
        assertThat(call.arguments().path("subject").asString()).isEqualTo(subject);
        assertThat(call.arguments().path("due").asString()).isEqualTo(due);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Invoice Acme 2,000 NGN for paracetamol | NGN
                    Invoice Acme 2,000 naira for paracetamol | NGN
                    Invoice Acme 2,000 KES for paracetamol | KES
                    Invoice Acme 2,000 EUR for paracetamol | EUR
                    """)
    void takesAnAmountOfAnyCurrencyForNoQuantity(String said, String currency) {
        var call = call(say(said));
        assertThat(call.tool()).isEqualTo("finance_invoice_create");
        assertThat(call.arguments().has("lines"))
                .as(call.arguments().toString())
                .isFalse();
        assertThat(call.arguments().path("amount").asString()).isEqualTo("2000");
        assertThat(call.arguments().path("currency").asString()).isEqualTo(currency);
    }

    @Test
    void knowsWhomAPronounMeans() {
        say("New lead: Nadia Rahman from Oscorp");
        result("Added.\n{\"id\":\"lead-77\",\"name\":\"Nadia Rahman\",\"phone\":\"+4930901820\"}", false);
        var call = call(say("Convert her"));
        assertThat(call.tool()).isEqualTo("crm_lead_convert");
        assertThat(call.arguments().path("lead").asString()).isEqualTo("lead-77");
    }

    @Test
    void countsWithinTheLastList() {
        say("Which invoices are overdue?");
        result(
                "2 overdue.\n{\"items\":[{\"id\":\"i1\",\"number\":\"INV-1\"},{\"id\":\"i2\",\"number\":\"INV-2\"}]}",
                false);
        var call = call(say("Show the second invoice"));
        assertThat(call.tool()).isEqualTo("finance_invoice_get");
        assertThat(call.arguments().path("invoice").asString()).isEqualTo("i2");
    }

    @Test
    void carriesOutTwoActsOneAfterTheOther() {
        assertThat(call(say("Move the Globex deal to negotiation and remind me on Friday to call them"))
                        .tool())
                .isEqualTo("crm_opportunity_update");
        var second = call(result("Moved.\n{\"id\":\"o1\",\"name\":\"Globex refit\"}", false));
        assertThat(second.tool()).isEqualTo("crm_activity_create");
        assertThat(second.arguments().path("subject").asString()).isEqualTo("call them");
        assertThat(second.arguments().path("due").asString()).isEqualTo("2026-11-20");
        assertThat(text(result("Added.\n{\"id\":\"a1\",\"subject\":\"call them\"}", false)))
                .contains("Moved.", "Added.");
    }

    @Test
    void neverAnswersAQuestionWithAWrite() {
        var writes = tools.stream().filter(tool -> !tool.readOnly()).toList();
        var reads = tools.stream().filter(ToolDefinition::readOnly).limit(1).toList();
        tools = new ArrayList<>(writes);
        tools.addAll(reads);
        for (var question :
                List.of("Has INV-1001 been paid?", "How many leads were converted?", "What did we invoice?")) {
            transcript.clear();
            assertThat(say(question).message().toolCalls()).as(question).allMatch(call -> call.tool()
                    .equals(reads.getFirst().name()));
        }
    }

    @Test
    void refusesWhatNoToolDoesAndMassDeletion() {
        assertThat(text(say("Delete all contacts"))).contains("will not");
        transcript.clear();
        assertThat(text(say("What's the weather?"))).contains("cannot", "What I can do");
    }

    @Test
    void takesNoPaymentForAWriteOffAndSellsNothingToASupplier() {
        tools = tools.stream()
                .filter(tool ->
                        !tool.name().contains("purchase") && !tool.name().contains("credit"))
                .toList();
        assertThat(say("Write off INV-1023").message().toolCalls())
                .noneMatch(call -> call.tool().equals("finance_payment_record"));
        transcript.clear();
        assertThat(say("Create a purchase order for 20 LED panels from our usual supplier")
                        .message()
                        .toolCalls())
                .noneMatch(call -> call.tool().equals("erp_order_create"));
    }

    @Test
    void tellsAFailureWithItsRemedyAndAsksWhichIsMeant() {
        say("Convert the lead Smith");
        var told = text(result("lead: several leads go by \"Smith\": \"Ann Smith\", \"Bob Smith\". Say which.", true));
        assertThat(told).contains("Ann Smith").endsWith("?");
        assertThat(call(say("the second one")).arguments().path("lead").asString())
                .isEqualTo("Bob Smith");
    }

    @Test
    void repairsOnceWhereTheRefusalNamesTheMend() {
        say("Show invoice INV-2001");
        var again = call(result("invoice: no invoice \"INV-2001\". Did you mean \"INV-1201\"?", true));
        assertThat(again.arguments().path("invoice").asString()).isEqualTo("INV-1201");
        assertThat(text(result("invoice: none. Did you mean \"INV-9\"?", true))).startsWith("That did not work");
    }

    @Test
    void takesNoProposalThatIsNothingLikeWhatWasSaidAndNoneOfSeveral() {
        say("Show invoice INV-2001");
        assertThat(text(result("invoice: no invoice \"INV-2001\". Did you mean Acme; Hooli?", true)))
                .startsWith("That did not work");
        transcript.clear();
        say("Show invoice INV-2001");
        assertThat(text(result("invoice: no invoice \"INV-2001\". Did you mean Nordic Components?", true)))
                .startsWith("That did not work");
    }

    @Test
    void saysWhatItTookForWhat() {
        say("Show invoice INV-2001");
        call(result("invoice: no invoice \"INV-2001\". Did you mean \"INV-1201\"?", true));
        assertThat(text(result("INV-1201 of Acme is open.", false)))
                .startsWith("There is no \"INV-2001\"; I took it for \"INV-1201\".")
                .contains("INV-1201 of Acme is open.");
    }

    @Test
    void takesNoOtherNameThatIsMerelyAlike() {
        say("Show the invoices of Lumitech Supply");
        var answer = result("customer: no customer \"Lumitech Supply\". Did you mean \"Initech\"?", true);
        assertThat(answer.message().toolCalls())
                .noneMatch(call -> call.arguments().toString().contains("Initech"));
    }

    @Test
    void writesNothingToAnotherRecordThanWasNamed() {
        say("Ship SO-1001");
        assertThat(text(result("order: no order \"SO-1001\". Did you mean SO-1010?", true)))
                .startsWith("That did not work");
    }

    @Test
    void tellsADeclinedApprovalPlainly() {
        say("Ship SO-1001");
        assertThat(text(result("The approval was declined by Kim.", true))).contains("declined", "Nothing was changed");
    }

    @Test
    void saysWhatAListIsNotNarrowedDownBy() {
        say("Show the new leads above 5000 EUR");
        var told = text(result("1 new.\n{\"items\":[{\"id\":\"i1\",\"number\":\"INV-1\"}]}", false));
        assertThat(told).contains("INV-1").endsWith("This is not narrowed down by \"5000 EUR\".");
        transcript.clear();
        say("Which invoices are overdue?");
        assertThat(text(result("1 overdue.\n{\"items\":[{\"id\":\"i1\",\"number\":\"INV-1\"}]}", false)))
                .doesNotContain("narrowed");
    }

    @Test
    void searchesForANameThatNobodyHas() {
        var first = call(say("Who do we know at Ghent?"));
        assertThat(first.arguments().path("account").asString()).isEqualTo("Ghent");
        var second = call(result("account: no account \"Ghent\". Nothing is like it; search for it.", true));
        assertThat(second.tool()).isEqualTo("crm_contact_search");
        assertThat(second.arguments().path("query").asString()).isEqualTo("Ghent");
        assertThat(second.arguments().has("account")).isFalse();
        assertThat(text(result("2 contacts match.", false))).contains("2 contacts match");
    }

    @Test
    void looksForACountryWhereCountriesAreLookedFor() {
        tools = List.of(
                read("crm_contact_search", "Finds people", "account", "Only people of this account"),
                read(
                        "crm_account_search",
                        "Finds companies: how many contacts do we have in a country",
                        "country",
                        "Only in this country, ISO 3166"));
        var asked = JsonMapper.shared().createObjectNode().put("account", "Germany");
        transcript.add(Message.User.of("How many contacts do we have in Germany?"));
        transcript.add(new Message.Assistant(List.of(new Part.ToolCall("call_c", "crm_contact_search", asked))));
        transcript.add(new Message.ToolResults(List.of(new Part.ToolResult(
                "call_c", "crm_contact_search", "account: no account \"Germany\". Nothing is like it.", true))));
        var second = call(ask());
        assertThat(second.tool()).isEqualTo("crm_account_search");
        assertThat(second.arguments().path("country").asString()).isEqualTo("DE");
    }

    @Test
    void saysThatThePermissionIsMissingRatherThanThatNothingFits() {
        var onboarding = "Sets up new businesses on the platform from a preset such as pharmacy or retail";
        var withheld = List.of(ToolDefinition.withheld("platform_business_activate", onboarding));
        var none = JsonMapper.shared().createObjectNode();
        tools = List.of(
                handover("handoff_billing", "Invoices, payments and what customers owe"),
                new ToolDefinition("handoff_onboarding", "", onboarding, none, none, true, List.of(), withheld));
        assertThat(text(say("Activate a pharmacy business in Lagos called Medix")))
                .contains("lack the permission", "business activate");
        assertThat(text(say("What can you do?"))).doesNotContain("business activate");
    }

    @Test
    void worksWithCallersToolsThatHaveNothingButASchema() {
        var schema = (ObjectNode) JsonMapper.shared().readTree("""
                {"type":"object","required":["city"],"properties":{"city":{"type":"string"},
                 "days":{"type":"integer","description":"Number of days"},
                 "unit":{"type":"string","enum":["celsius","fahrenheit"]}}}""");
        var empty = JsonMapper.shared().createObjectNode();
        tools = List.of(
                new ToolDefinition("get_weather", "", "Get the weather of a city", schema, empty, false, List.of()),
                new ToolDefinition("send_mail", "", "Send an e-mail", empty, empty, false, List.of()));
        var call = call(say("What will the weather be in Oslo for the next 3 days, in celsius?"));
        assertThat(call.tool()).isEqualTo("get_weather");
        assertThat(call.arguments().path("city").asString()).isEqualTo("Oslo");
        assertThat(call.arguments().path("days").asInt()).isEqualTo(3);
        assertThat(call.arguments().path("unit").asString()).isEqualTo("celsius");
        assertThat(text(result("{\"city\":\"Oslo\",\"temperature\":-4,\"sky\":\"clear\"}", false)))
                .contains("Temperature: -4", "Sky: clear");
    }

    @Test
    void answersSmallTalkHonestly() {
        assertThat(text(say("hello"))).contains("What I can do", "no language model", "OPENAI_API_KEY");
        assertThat(text(say("thanks!"))).isEqualTo("You are welcome.");
    }

    @Test
    void answersTheSameToTheSame() {
        var first = say("Show our five largest open deals").message();
        transcript.clear();
        calls = 0;
        assertThat(say("Show our five largest open deals").message()).isEqualTo(first);
    }

    @Test
    void survivesLongAndStrangeInput() {
        for (var said : List.of("x ".repeat(20_000), "\u0000\uFFFF🙂 ((((", ",,,,;;;; and and then", "\"", "{}")) {
            transcript.clear();
            assertThat(say(said).message().parts()).isNotEmpty();
        }
    }
}
