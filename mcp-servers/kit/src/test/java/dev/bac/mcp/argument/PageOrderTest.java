package dev.bac.mcp.argument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.notes.Notes;
import dev.bac.mcp.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageOrderTest {
    private static final PageOrder BY_TITLE = PageOrder.ascending("title", "title", "text");
    private static final PageOrder LARGEST =
            PageOrder.descending("amount", "coalesce(amount, 0)", "numeric", "length(title)");
    private final TestServer notes = TestServer.of(Notes.server());

    @BeforeEach
    void writeNotes() {
        for (var title : new String[] {"a", "bb", "ccc", "dddd", "eeeee"}) {
            add(title);
        }
    }

    private void add(String title) {
        notes.ok("notes_note_add", "{\"title\": \"" + title + "\", \"amount\": \"7.50\"}");
    }

    private Page<String> page(PageOrder order, int limit, @Nullable String cursor) {
        return notes.read(tx -> order.read(
                tx,
                "SELECT title, amount FROM note WHERE title <> :not",
                query -> query.bind("not", "ccc"),
                PageWanted.of(limit, cursor, 20),
                (row, _) -> row.getString("title")));
    }

    private List<String> all(PageOrder order, int limit) {
        var all = new ArrayList<String>();
        String cursor = null;
        do {
            var page = page(order, limit, cursor);
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor != null && all.size() < 100);
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 200})
    void pagesOfAnySizeMakeTheWholeList(int limit) {
        assertThat(all(BY_TITLE, limit)).containsExactly("a", "bb", "dddd", "eeeee");
        assertThat(all(LARGEST, limit)).containsExactly("eeeee", "dddd", "bb", "a");
    }

    @Test
    void rowsThatComeMeanwhileNeitherRepeatNorHideOthers() {
        var first = page(BY_TITLE, 2, null);
        add("aa");
        var second = page(BY_TITLE, 2, first.next());

        assertThat(first.items()).containsExactly("a", "bb");
        assertThat(second.items()).containsExactly("dddd", "eeeee");
        assertThat(second.next()).isNull();
    }

    @Test
    void aCursorOfAnotherOrderIsRefused() {
        var next = page(BY_TITLE, 1, null).next();

        assertThatThrownBy(() -> page(LARGEST, 1, next))
                .isInstanceOf(ToolRefusal.class)
                .hasMessage("cursor: is not the \"next\" of a list with the same filters and order");
    }

    @ParameterizedTest
    @ValueSource(strings = {"after-20", "; DROP TABLE note", "dGl0bGU", "%%%"})
    void aTextThatIsNoCursorIsRefused(String cursor) {
        assertThatThrownBy(() -> page(BY_TITLE, 1, cursor))
                .isInstanceOfSatisfying(
                        ToolRefusal.class, refusal -> assertThat(refusal.code()).isEqualTo("invalid"));
    }

    @Test
    void aBlankCursorIsTheFirstPage() {
        assertThat(page(BY_TITLE, 1, " ").items()).containsExactly("a");
    }
}
