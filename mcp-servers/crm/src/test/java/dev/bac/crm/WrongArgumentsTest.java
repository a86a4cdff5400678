package dev.bac.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.Everything;
import dev.bac.mcp.testing.WrongArguments;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@link WrongArguments} of all tools; {@code -Dhistories=1000} tries all of them, every build each eleventh. */
class WrongArgumentsTest {
    private static final int STRIDE = Integer.getInteger("histories", 0) >= 1_000 ? 1 : 11;
    private static final WrongArguments.Kinds KINDS = new WrongArguments.Kinds(
            Set.of("amount", "minAmount", "atLeast", "probability"),
            Set.of("closeDate", "closeFrom", "closeTo", "createdFrom", "createdTo", "due", "dueFrom", "dueTo"),
            Set.of(
                    "account",
                    "contact",
                    "lead",
                    "opportunity",
                    "activity",
                    "importNumber",
                    "merge",
                    "keep",
                    "from",
                    "export",
                    "person",
                    "related",
                    "record",
                    "team",
                    "list"),
            Set.of("currency"));

    @Test
    void areRefusedByNameOrMeanNothing() {
        var company = BusyCrm.open("Hooli");
        var before = Everything.of(company.crm());
        var wrong = new WrongArguments(company.crm(), company.right(), KINDS, STRIDE);
        var tools = CrmServer.declare().tools().stream()
                .filter(tool -> !tool.hidden())
                .toList();
        assertThat(wrong.of(tools)).isEmpty();
        assertThat(wrong.calls()).isGreaterThan(4_000 / STRIDE);
        assertThat(Everything.of(company.crm())).isEqualTo(before);
        assertThat(company.crm().ok("crm_tenant_verify", "{}").path("problems")).isEmpty();
    }
}
