package dev.bac.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.testing.TestServer;
import dev.bac.retrieval.Embedder;
import dev.bac.retrieval.VectorStoreInMemory;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A plan's storage, where documents and notes are stored. */
class StorageTest {
    private static final long MIB = 1L << 20;
    private static final int WRITERS = 64;

    private final TestServer knowledge =
            TestServer.of(KnowledgeServer.declare(Embedder.none(), new VectorStoreInMemory(1_000)));

    @Test
    void ofSixtyFourWritersAtOnceJustAsManyStoreAsFit() throws Exception {
        knowledge.ok("knowledge_collection_save", "{\"name\":\"policies\"}");
        long each = stored("first");
        assertThat(used()).isEqualTo(each);
        rule(1);
        var writers = new ArrayList<Callable<ToolAnswer>>();
        for (int i = 0; i < WRITERS; i++) {
            String title = "paper-%02d".formatted(i);
            writers.add(() -> knowledge.call("knowledge_document_add", document(title)));
        }
        int taken = 1;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : threads.invokeAll(writers)) {
                switch (one.get()) {
                    case ToolAnswer.Result _ -> taken++;
                    case ToolAnswer.Refused refused -> {
                        assertThat(refused.code()).isEqualTo("not_entitled");
                        assertThat(refused.text())
                                .contains("documents: the plan holds 1 MiB", "have an operator change the plan")
                                .doesNotContain("Where", "SQL");
                    }
                    case ToolAnswer.NeedsApproval needs -> throw new AssertionError(needs.text());
                }
            }
        }

        assertThat(taken).isEqualTo(MIB / each).isLessThan(WRITERS);
        assertThat(used()).isEqualTo(taken * each).isEqualTo(held());
    }

    @Test
    void whatIsRemovedMakesRoomAndAnotherCompanysIsItsOwn() {
        knowledge.ok("knowledge_collection_save", "{\"name\":\"policies\"}");
        stored("first");
        rule(0);
        var refused = knowledge.refused("knowledge_document_add", document("second"));
        assertThat(refused.text()).contains("documents: the plan holds 0 MiB");
        assertThat(knowledge
                        .refused("knowledge_note_save", "{\"text\":\"We open at nine.\"}")
                        .code())
                .isEqualTo("not_entitled");
        var other = knowledge.otherTenant();
        other.ok("knowledge_collection_save", "{\"name\":\"policies\"}");
        other.ok("knowledge_document_add", document("second"));

        knowledge.approved("knowledge_document_remove", "{\"document\":\"first\"}");

        assertThat(used()).isZero();
        rule(1);
        knowledge.ok("knowledge_document_add", document("second"));
        assertThat(used()).isEqualTo(held());
    }

    private long stored(String title) {
        knowledge.ok("knowledge_document_add", document(title));
        return held();
    }

    private static String document(String title) {
        return "{\"collection\":\"policies\",\"file\":\"%s.txt\",\"text\":\"%s\"}"
                .formatted(title, "All goods come back within thirty days. ".repeat(700));
    }

    private long used() {
        return number("SELECT used FROM quota_use WHERE meter = 'documents'");
    }

    private long held() {
        return number("SELECT coalesce(sum(octet_length(text)), 0) FROM passage");
    }

    private long number(String sql) {
        return knowledge.<Long>read(
                tx -> tx.sql().createQuery(sql).mapTo(Long.class).one());
    }

    private void rule(int mebibytes) {
        knowledge.ok(
                "knowledge_tenant_rule",
                "{\"state\":\"ACTIVE\",\"entitlements\":{\"closed\":[],\"limits\":[{\"meter\":\"documents\",\"most\":%d}]}}"
                        .formatted(mebibytes));
    }
}
