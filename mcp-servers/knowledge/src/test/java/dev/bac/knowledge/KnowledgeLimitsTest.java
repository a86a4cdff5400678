package dev.bac.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.TestServer;
import dev.bac.retrieval.VectorStore;
import dev.bac.retrieval.VectorStoreInMemory;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** What is kept has limits, and what makes room is found again. */
class KnowledgeLimitsTest {
    private final Meanings meanings = new Meanings();
    private final Counted vectors = new Counted();
    private final TestServer knowledge =
            TestServer.of(KnowledgeServer.declare(meanings, vectors, new KnowledgeLimits(3, 2)));

    /** Which collections a store holds. */
    private static final class Counted implements VectorStore {
        private final VectorStore store = new VectorStoreInMemory(100);
        private final Set<String> holding = ConcurrentHashMap.newKeySet();

        @Override
        public void put(String collection, Entry entry) {
            holding.add(collection);
            store.put(collection, entry);
        }

        @Override
        public void remove(String collection, String id) {
            store.remove(collection, id);
        }

        @Override
        public void drop(String collection) {
            holding.remove(collection);
            store.drop(collection);
        }

        @Override
        public List<Hit> nearest(String collection, float[] vector, int limit) {
            return store.nearest(collection, vector, limit);
        }
    }

    private void add(String collection, String text) {
        knowledge.ok("knowledge_collection_save", "{\"name\":\"" + collection + "\"}");
        knowledge.ok(
                "knowledge_document_add",
                "{\"collection\":\"%s\",\"file\":\"%s.txt\",\"text\":\"%s\"}".formatted(collection, collection, text));
    }

    private String found(String collection, String query) {
        return knowledge
                .ok(
                        "knowledge_passage_search",
                        "{\"query\":\"%s\",\"collections\":[\"%s\"]}".formatted(query, collection))
                .path("items")
                .path(0)
                .path("text")
                .asString("");
    }

    @Test
    void takesNoMoreDocumentsThanTheMostButReplacesOne() {
        add("one", "First.");
        add("two", "Second.");
        add("three", "Third.");
        knowledge.ok("knowledge_collection_save", "{\"name\":\"four\"}");
        assertThat(knowledge
                        .refused(
                                "knowledge_document_add",
                                "{\"collection\":\"four\",\"file\":\"four.txt\",\"text\":\"Fourth.\"}")
                        .text())
                .isEqualTo("collection: there are 3 documents, which is the most; remove some first");
        add("three", "Third, anew.");
        knowledge.approved("knowledge_document_remove", "{\"document\":\"one\"}");
        add("four", "Fourth.");
    }

    @Test
    void holdsTheCollectionsThatWereSearchedLastAndFindsTheOthersAgain() {
        meanings.same("Goods come back within 30 days.", "sending purchases home again");
        meanings.same("The pump is rinsed with water.", "how to wash the machine");
        meanings.same("We open at nine.", "when may I come in the morning");
        add("returns", "Goods come back within 30 days.");
        add("manuals", "The pump is rinsed with water.");
        add("hours", "We open at nine.");

        for (int round = 0; round < 3; round++) {
            assertThat(found("returns", "sending purchases home again")).contains("30 days");
            assertThat(found("manuals", "how to wash the machine")).contains("rinsed");
            assertThat(found("hours", "when may I come in the morning")).contains("nine");
            assertThat(vectors.holding)
                    .as("collections of one passage each, in room for two")
                    .hasSize(2);
        }
    }
}
