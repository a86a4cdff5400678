package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.finance.party.Party;
import dev.bac.mcp.testing.ForeignIds;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Another company's records are not there, whichever tool is asked and in whichever argument: what is answered about their
 * ids, numbers and names is what is answered about those that nobody has. {@code -Dhistories=1000} tries all of them.
 */
class ForeignIdsTest {
    private static final int STRIDE = Integer.getInteger("histories", 0) >= 1_000 ? 1 : 9;

    @Test
    void anotherCompanysRecordsAreAnsweredAsThoseThatNobodyHas() {
        var theirs = BusyBooks.open();
        theirs.books()
                .seed(new FinanceSeed(
                        List.of(new Party(Books.id("stranger"), "Stranger Ltd", Party.Kind.CUSTOMER, 30)),
                        null,
                        null,
                        null,
                        null));
        for (int i = 0; i < 3; i++) {
            theirs.books().invoice("Stranger Ltd", "77.77", "");
        }
        var mine = BusyBooks.open();
        var asked = ForeignIds.ids(theirs.books().server(), mine.books().server(), 2);
        assertThat(asked).hasSizeGreaterThan(15);
        asked.addAll(List.of("Stranger Ltd", "INV-1008"));
        var before = mine.all();
        var compared = new ForeignIds(mine.books().server(), mine.calls(), STRIDE).with(asked);
        assertThat(compared.differing()).isEmpty();
        assertThat(compared.calls()).isGreaterThan(3_000 / STRIDE);
        assertThat(mine.all()).isEqualTo(before);
    }
}
