package dev.bac.erp;

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
        var theirs = BusyDepot.open();
        theirs.ok("erp_supplier_save", "{\"name\":\"Stranger Ltd\"}");
        theirs.ok("erp_item_save", "{\"name\":\"Stranger lamp\",\"listPrice\":\"5\",\"cost\":\"2\"}");
        theirs.ok("erp_warehouse_save", "{\"name\":\"Strangerville\"}");
        for (int i = 0; i < 3; i++) {
            theirs.ok("erp_order_create", "{\"customer\":\"Acme\",\"item\":\"cable\",\"quantity\":1,\"draft\":true}");
        }
        var mine = BusyDepot.open();
        var asked = ForeignIds.ids(theirs.server(), mine.server(), 2);
        assertThat(asked).hasSizeGreaterThan(15);
        asked.addAll(List.of("Stranger Ltd", "Stranger lamp", "Strangerville", "SO-1009"));
        var before = Everything.of(mine.server());
        var compared = new ForeignIds(mine.server(), BusyDepot.right(), STRIDE).with(asked);
        assertThat(compared.differing()).isEmpty();
        assertThat(compared.calls()).isGreaterThan(3_000 / STRIDE);
        assertThat(Everything.of(mine.server())).isEqualTo(before);
    }
}
