package dev.bac.llm.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.ToolDefinition;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What the planner does itself, and what it gives to a colleague. */
class HandoverTest extends TalkingPlanner {
    HandoverTest() throws IOException {}

    @Test
    void asksNoColleagueAQuestionOfItsOwn() {
        var ask = tool("ask_billing", "Ask another agent, the billing: which invoices are overdue", "question");
        tools = List.of(
                ask,
                tools.stream()
                        .filter(tool -> tool.name().equals("crm_lead_convert"))
                        .findFirst()
                        .orElseThrow());
        assertThat(say("Which invoices are overdue?").message().toolCalls()).isEmpty();
    }

    @Test
    void picksAHandoverAndThenWorksWithTheNewTools() {
        var domain = tools;
        tools = List.of(
                handover("handoff_billing", "Invoices, payments and what customers owe"),
                handover("handoff_sales", "Leads, contacts, deals and the pipeline"));
        assertThat(call(say("Which invoices are overdue?")).tool()).isEqualTo("handoff_billing");
        tools = domain;
        assertThat(call(result("You are now the billing agent.", false)).tool()).isEqualTo("finance_invoice_list");
    }

    @Test
    void makesNoOtherChangeThanTheOneThatIsMeantWhoeverWasAsked() {
        var opens = tools.stream()
                .filter(tool -> tool.name().equals("crm_opportunity_create"))
                .findFirst()
                .orElseThrow();
        var offers = tool("erp_quote_create", "Writes a quotation, an offer of goods to a customer", "customer");
        var none = JsonMapper.shared().createObjectNode();
        var quotes =
                new ToolDefinition("handoff_quotes", "", "Quotations", none, none, true, List.of(), List.of(offers));
        tools = List.of(opens, quotes);
        transcript.add(Message.User.of("Write a quotation for Contoso"));
        transcript.add(new Message.Assistant(List.of(new Part.ToolCall("call_h", "handoff_deals", none.deepCopy()))));
        transcript.add(new Message.ToolResults(
                List.of(new Part.ToolResult("call_h", "handoff_deals", "You are now the deals agent.", false))));
        assertThat(call(ask()).tool()).isEqualTo("handoff_quotes");
    }

    @Test
    void handsOverRatherThanMakeDoWithAMuchWorseTool() {
        var reports = read("customer_revenue", "Reports revenue by customer", "customer", "One customer");
        var lists = read("customer_list", "Lists customers in an industry", "industry", "Only of this industry");
        var none = JsonMapper.shared().createObjectNode();
        tools = List.of(
                reports, new ToolDefinition("handoff_lists", "", "Lists", none, none, true, List.of(), List.of(lists)));
        transcript.add(Message.User.of("List our customers in the retail industry"));
        transcript.add(new Message.Assistant(List.of(new Part.ToolCall("call_h", "handoff_money", none.deepCopy()))));
        transcript.add(new Message.ToolResults(
                List.of(new Part.ToolResult("call_h", "handoff_money", "You are now the money agent.", false))));
        assertThat(call(ask()).tool()).isEqualTo("handoff_lists");
    }

    @Test
    void endsWithWhatColleaguesUnderstandWhenNothingFits() {
        var none = JsonMapper.shared().createObjectNode();
        var said = new ToolDefinition.Example("How many monitors are in stock?", none);
        tools = List.of(new ToolDefinition(
                "handoff_depot",
                "",
                "The depot",
                none,
                none,
                true,
                List.of(said),
                List.of(tool("stock_count", "Counts", "item"))));
        assertThat(text(say("Sing me a song")))
                .contains("cannot", "You could say: \"How many monitors are in stock?\".");
    }

    /** However many sentences of the other tool are like it. */
    @Test
    void givesASentenceToTheToolWhoseOwnItIs() {
        var none = JsonMapper.shared().createObjectNode();
        var counts = new ToolDefinition(
                "stock_levels",
                "",
                "Shows how much is in stock",
                tool("stock_levels", "", "item").inputSchema(),
                none,
                true,
                List.of(
                        new ToolDefinition.Example("Which products are in stock?", none),
                        new ToolDefinition.Example("Which goods are in stock?", none),
                        new ToolDefinition.Example("What is in stock?", none)));
        var proposes = new ToolDefinition(
                "reorder",
                "",
                "Proposes what to order",
                none.deepCopy().put("type", "object"),
                none,
                true,
                List.of(
                        new ToolDefinition.Example("What do we need to order?", none),
                        new ToolDefinition.Example("Which products are low in stock?", none)));
        tools = List.of(counts, proposes);
        assertThat(call(say("which products are low in stock")).tool()).isEqualTo("reorder");
    }
}
