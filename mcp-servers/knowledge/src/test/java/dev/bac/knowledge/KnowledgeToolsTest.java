package dev.bac.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.identity.Delegation;
import dev.bac.identity.Role;
import dev.bac.identity.UserId;
import dev.bac.mcp.testing.TestServer;
import dev.bac.mcp.testing.ToolSnapshots;
import dev.bac.retrieval.Embedder;
import dev.bac.retrieval.VectorStore;
import dev.bac.retrieval.VectorStoreInMemory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class KnowledgeToolsTest {
    private final Meanings meanings = new Meanings();
    private final TestServer knowledge = TestServer.of(KnowledgeServer.declare(meanings, vectors()));

    /** Where meanings are searched. */
    VectorStore vectors() {
        return new VectorStoreInMemory(50_000);
    }

    @Test
    void toolsAreAsCommitted() {
        ToolSnapshots.verify(
                KnowledgeServer.declare(Embedder.none(), new VectorStoreInMemory(1)),
                Path.of("src/test/resources/tools"));
    }

    @Test
    void answersWithThePassageAndWhereItStands() {
        returnsPolicy();

        var found = search("how long may goods be returned?");

        assertThat(found.path("items").path(0).path("cite").asString()).isEqualTo("[returns, Returns]");
        assertThat(found.path("summary").asString()).startsWith("Goods come back within 30 days. [returns, Returns]");
    }

    @Test
    void saysSoWhenNothingAnswers() {
        returnsPolicy();

        assertThat(search("parking permits").path("summary").asString())
                .isEqualTo("No document says anything about \"parking permits\".");
    }

    @Test
    void findsByMeaningWhatSharesNoWord() {
        meanings.same("Goods come back within 30 days.", "sending purchases home again");
        returnsPolicy();

        assertThat(search("sending purchases home again")
                        .path("items")
                        .path(0)
                        .path("text")
                        .asString())
                .contains("30 days");
    }

    @Test
    void whatWasReplacedOrRemovedIsNotFoundAgain() {
        meanings.same("Goods come back within 30 days.", "sending purchases home again");
        returnsPolicy();
        search("sending purchases home again");
        var replaced = add("returns.md", "# Returns\\nNothing comes back.");

        assertThat(replaced.path("replaced").asBoolean()).isTrue();
        assertThat(search("sending purchases home again").path("items").isEmpty())
                .isTrue();
        assertThat(search("30 days").path("items").isEmpty()).isTrue();

        knowledge.approved("knowledge_document_remove", "{\"document\":\"returns\"}");

        assertThat(search("returns").path("items").isEmpty()).isTrue();
        assertThat(knowledge
                        .ok("knowledge_collection_list", "{}")
                        .path("items")
                        .path(0)
                        .path("passages")
                        .asInt())
                .isZero();
    }

    @Test
    void theSameFileAgainChangesNothing() {
        var first = returnsPolicy();
        var again = add("returns.md", RETURNS);

        assertThat(again.path("id")).isEqualTo(first.path("id"));
        assertThat(again.path("replaced").asBoolean()).isFalse();
    }

    @Test
    void aCollectionForAdminsIsNotThereForOthers() {
        knowledge.ok("knowledge_collection_save", "{\"name\":\"board\",\"readers\":[\"admin\"]}");
        knowledge.ok("knowledge_document_add", """
                {"collection":"board","file":"merger.txt","text":"The merger with Initech is planned."}""");
        var user = knowledge.as(somebody(Set.of(Role.USER), Optional.empty()));

        assertThat(user.ok("knowledge_passage_search", "{\"query\":\"merger Initech\"}")
                        .path("items")
                        .isEmpty())
                .isTrue();
        assertThat(user.refused("knowledge_passage_search", "{\"query\":\"merger\",\"collections\":[\"board\"]}")
                        .text())
                .isEqualTo("collections: no collection \"board\". There is none yet.");
        assertThat(user.refused("knowledge_document_read", "{\"document\":\"merger\"}")
                        .code())
                .isEqualTo("not_found");
        assertThat(user.ok("knowledge_document_list", "{}").path("total").asInt())
                .isZero();
        assertThat(search("merger Initech").path("items").isEmpty()).isFalse();
    }

    @Test
    void anotherCompanySeesNothing() {
        returnsPolicy();

        assertThat(knowledge
                        .otherTenant()
                        .ok("knowledge_passage_search", "{\"query\":\"goods returned\"}")
                        .path("items")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void refusesWhatIsNoFileItCanRead() {
        knowledge.ok("knowledge_collection_save", "{\"name\":\"policies\"}");

        assertThat(knowledge
                        .refused(
                                "knowledge_document_add",
                                "{\"collection\":\"policies\",\"file\":\"a.exe\",\"text\":\"x\"}")
                        .text())
                .startsWith("file: ends in none of");
        assertThat(knowledge
                        .refused(
                                "knowledge_document_add",
                                "{\"collection\":\"policies\",\"file\":\"a.pdf\",\"content\":\"AAAA\"}")
                        .text())
                .startsWith("content: the file cannot be read as PDF");
        assertThat(knowledge
                        .refused("knowledge_document_add", "{\"collection\":\"policies\",\"file\":\"a.md\"}")
                        .text())
                .isEqualTo("text: give the file as text or as content");
        assertThat(knowledge
                        .refused("knowledge_collection_save", "{\"name\":\"x\",\"readers\":[\"boss\"]}")
                        .text())
                .startsWith("readers: \"boss\" is no role");
    }

    @Test
    void aNoteIsForWhoSaidItForTheCompanyOrForAnAgent() {
        var ann = knowledge.as(somebody(Set.of(Role.USER), Optional.of("bookkeeper")));
        var bob = knowledge.as(somebody(Set.of(Role.USER), Optional.of("bookkeeper")));
        var bobElsewhere = knowledge.as(new Caller(
                bob.caller().tenant(),
                bob.caller().user(),
                "Bob",
                Set.of(Role.USER),
                bob.caller().scopes(),
                bob.caller().channel(),
                Optional.of(new Delegation("seller", ALL_NOTE_TOOLS, Optional.empty()))));
        ann.ok("knowledge_note_save", "{\"text\":\"Ann likes tables\"}");
        ann.ok("knowledge_note_save", "{\"text\":\"The fair is in March\",\"audience\":\"team\"}");
        ann.ok("knowledge_note_save", "{\"text\":\"Post rent on the first\",\"audience\":\"agent\"}");

        assertThat(texts(ann)).containsExactly("Post rent on the first", "The fair is in March", "Ann likes tables");
        assertThat(texts(bob)).containsExactly("Post rent on the first", "The fair is in March");
        assertThat(texts(bobElsewhere)).containsExactly("The fair is in March");
        assertThat(bob.refused("knowledge_note_forget", "{\"note\":\"Ann likes tables\"}")
                        .code())
                .isEqualTo("not_found");
        assertThat(bob.refused("knowledge_note_forget", "{\"note\":\"fair\"}").code())
                .isEqualTo("forbidden");
        ann.ok("knowledge_note_forget", "{\"note\":\"fair\"}");
        assertThat(texts(bobElsewhere)).isEmpty();
    }

    @Test
    void theSameNoteIsKeptOnce() {
        knowledge.ok("knowledge_note_save", "{\"text\":\"Tea, not coffee\"}");
        knowledge.ok("knowledge_note_save", "{\"text\":\"Tea, not coffee\",\"days\":2}");

        assertThat(texts(knowledge)).containsExactly("Tea, not coffee");
    }

    private static final Set<String> ALL_NOTE_TOOLS =
            Set.of("knowledge_note_save", "knowledge_note_list", "knowledge_note_forget");
    private static final String RETURNS = "# Returns\\nGoods come back within 30 days.\\n# Opening\\nWe open at nine.";

    private ObjectNode returnsPolicy() {
        knowledge.ok("knowledge_collection_save", "{\"name\":\"policies\"}");
        return add("returns.md", RETURNS);
    }

    private ObjectNode add(String file, String text) {
        return knowledge.ok(
                "knowledge_document_add",
                "{\"collection\":\"policies\",\"file\":\"%s\",\"text\":\"%s\"}".formatted(file, text));
    }

    private ObjectNode search(String query) {
        return knowledge.ok("knowledge_passage_search", "{\"query\":\"" + query + "\"}");
    }

    private static List<String> texts(TestServer server) {
        return server.ok("knowledge_note_list", "{}")
                .path("items")
                .valueStream()
                .map(note -> note.path("text").asString())
                .toList();
    }

    private Caller somebody(Set<Role> roles, Optional<String> agent) {
        return new Caller(
                knowledge.caller().tenant(),
                new UserId(UUID.randomUUID()),
                "Somebody " + UUID.randomUUID(),
                roles,
                knowledge.caller().scopes(),
                knowledge.caller().channel(),
                agent.map(name -> new Delegation(name, ALL_NOTE_TOOLS, Optional.empty())));
    }
}
