package dev.bac.finance.party;

import dev.bac.identity.Caller;
import dev.bac.identity.Scope;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.util.List;
import java.util.UUID;

/** Hidden tool that copies a CRM account here, so that it can be invoiced. */
public final class PartyPutTool {
    private static final int USUAL_TERMS = 30;
    private final Parties parties;

    public PartyPutTool(Parties parties) {
        this.parties = parties;
    }

    /** What {@code finance_party_put} takes. */
    public record PartyPut(
            @Arg("The CRM account's id") UUID id,
            @Arg("Its name") String name) {}

    /** What {@code finance_party_put} answers. */
    public record PartyKnown(String summary, UUID id, String name) implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return new Tool<>(
                "finance_party_put",
                "Copy a customer",
                "Makes a CRM account known to finance, or gives it its new name. For the platform's own workflows.",
                Effect.WRITE,
                Risk.NONE,
                Scope.PLATFORM_PROVISION.value(),
                true,
                PartyPut.class,
                PartyKnown.class,
                this::put,
                List.of());
    }

    private PartyKnown put(Caller caller, Tx tx, PartyPut given) {
        String name = Given.line("name", given.name(), 200);
        parties.put(tx, List.of(new Party(given.id(), name, Party.Kind.CUSTOMER, USUAL_TERMS)));
        return new PartyKnown("Finance knows " + name + ".", given.id(), name);
    }
}
