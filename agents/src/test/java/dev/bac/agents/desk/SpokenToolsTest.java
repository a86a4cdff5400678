package dev.bac.agents.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.tools.Tool;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The built-in planner chooses tools by the sentences that people say when they mean them: a tool without any is found by
 * nobody, and one with a single sentence only by who says just that.
 */
class SpokenToolsTest {
    private static final int FEWEST = 2;
    private static final String WORKFLOW = "only the platform's own workflows call it";
    private static final String PROGRAM = "takes what a program hands over, which nobody says in a sentence";

    /** By tool, why nobody has to say it. */
    private static final Map<String, String> EXCUSED = Map.ofEntries(
            Map.entry("erp_books_notes", WORKFLOW),
            Map.entry("erp_books_postings", WORKFLOW),
            Map.entry("erp_customer_put", WORKFLOW),
            Map.entry("erp_lot_move", "erp_stock_move has the sentences; it takes what needs lots or packs"),
            Map.entry("finance_bank_import", PROGRAM),
            Map.entry("finance_document_import", PROGRAM),
            Map.entry("finance_goods_bill", WORKFLOW),
            Map.entry("finance_goods_catch_up", WORKFLOW),
            Map.entry("finance_goods_check", WORKFLOW),
            Map.entry("finance_goods_claim", WORKFLOW),
            Map.entry("finance_goods_credit", WORKFLOW),
            Map.entry("finance_goods_documents", WORKFLOW),
            Map.entry("finance_goods_invoice", WORKFLOW),
            Map.entry("finance_goods_post", WORKFLOW),
            Map.entry("finance_party_put", WORKFLOW),
            Map.entry("provisioning_activation_plan", WORKFLOW),
            Map.entry("provisioning_order_plan", WORKFLOW),
            Map.entry("provisioning_order_record", WORKFLOW),
            Map.entry("provisioning_profile_activate", PROGRAM),
            Map.entry("provisioning_profile_check", PROGRAM),
            Map.entry("provisioning_profile_schema", PROGRAM),
            Map.entry("provisioning_spare_note", WORKFLOW),
            Map.entry("provisioning_step_record", WORKFLOW));

    private final Map<String, Integer> sentences = DeclaredTools.read().all().stream()
            .collect(Collectors.toMap(Tool::name, tool -> tool.examples().size()));

    @Test
    void everyToolThatPeopleUseHasSentencesOfTheirs() {
        var silent = new TreeSet<String>();
        sentences.forEach((tool, said) -> {
            if (said < FEWEST && !EXCUSED.containsKey(tool)) {
                silent.add(tool + " has " + said);
            }
        });
        assertThat(silent)
                .as("tools that nobody's sentence leads to; add some to their domain's sentences.json")
                .isEmpty();
    }

    @Test
    void excusesNoToolThatIsNotThereOrHasSentences() {
        assertThat(sentences.keySet()).containsAll(EXCUSED.keySet());
        assertThat(Set.copyOf(EXCUSED.keySet())).allMatch(tool -> sentences.get(tool) < FEWEST);
    }
}
