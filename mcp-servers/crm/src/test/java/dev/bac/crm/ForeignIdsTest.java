package dev.bac.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.Everything;
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
        var theirs = BusyCrm.open("Stranger Ltd");
        for (int i = 0; i < 3; i++) {
            theirs.crm().ok("crm_lead_create", "{\"name\":\"Mia Stranger\",\"company\":\"Stranger Ltd\"}");
            theirs.crm().ok("crm_account_save", "{\"name\":\"Stranger %d\"}".formatted(i));
        }
        var mine = BusyCrm.open("Hooli");
        var asked = ForeignIds.ids(theirs.crm(), mine.crm(), 2);
        assertThat(asked).hasSizeGreaterThan(15);
        asked.addAll(List.of("Stranger Ltd", "Mia Stranger", "LEAD-1005", "ACC-1005"));
        var before = Everything.of(mine.crm());
        var compared = new ForeignIds(mine.crm(), mine.right(), STRIDE).with(asked);
        assertThat(compared.differing()).isEmpty();
        assertThat(compared.calls()).isGreaterThan(1_500 / STRIDE);
        assertThat(Everything.of(mine.crm())).isEqualTo(before);
    }
}
