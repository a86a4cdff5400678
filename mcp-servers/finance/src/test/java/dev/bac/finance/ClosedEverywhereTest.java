package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.ToolAnswer;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Where every month is closed nothing is booked, by any tool there is: which ones book is seen, not listed. */
class ClosedEverywhereTest {
    @Test
    void aToolThatBooksIsRefusedOnceEveryMonthIsClosedAndChangesNothing() {
        var open = BusyBooks.open();
        var closed = BusyBooks.open();
        closed.books()
                .server()
                .approved("finance_period_lock", "{\"from\":\"2025-01\",\"month\":\"2026-03\",\"state\":\"hard\"}");
        var postings = closed.books().count("posting");
        var booking = new ArrayList<String>();
        for (var tool : open.right().keySet()) {
            var before = open.books().count("posting");
            var answer = open.agreed(tool);
            assertThat(answer).as(tool).isInstanceOf(ToolAnswer.Result.class);
            if (open.books().count("posting").equals(before)) {
                closed.agreed(tool);
                continue;
            }
            booking.add(tool);
            var all = closed.all();
            switch (closed.agreed(tool)) {
                case ToolAnswer.Refused refused -> {
                    assertThat(refused.text())
                            .as(tool)
                            .containsAnyOf("is closed for good", "open one", "are closed up to");
                    assertThat(closed.all()).as(tool).isEqualTo(all);
                }
                // What could not be written stays due, and says why.
                case ToolAnswer told -> {
                    assertThat(tool).as(told.toString()).isEqualTo("finance_recurring_run");
                    assertThat(closed.books().count("recurring_run")).isEqualTo("0");
                }
            }
            assertThat(closed.books().count("posting")).as(tool).isEqualTo(postings);
        }
        assertThat(booking).hasSizeGreaterThan(16);
        assertThat(open.books().findings()).isEmpty();
        assertThat(closed.books().findings()).isEmpty();
    }
}
