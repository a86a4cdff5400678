package dev.bac.orchestrator.access;

import dev.bac.agents.Approvers;
import dev.bac.identity.Role;
import dev.bac.identity.Scope;
import dev.bac.identity.TenantId;
import java.util.Optional;

/** Whether those whom a rule names as approvers are in the company and may approve: a slip would leave nobody who decides. */
public record NamedPeople(Members members) {
    private static final Scope DECIDE = new Scope("approvals:decide");

    /** The first who is not, and what is wrong. */
    public record Wrong(String name, String told) {}

    public Optional<Wrong> wrong(TenantId company, Approvers approvers) {
        return approvers.people().stream()
                .flatMap(name -> wrong(company, name).stream())
                .findFirst();
    }

    private Optional<Wrong> wrong(TenantId company, String name) {
        var member = members.find(company, name);
        if (member.isEmpty()) {
            return Optional.of(new Wrong(
                    name, "approvers: there is no \"%s\" here; ./bac people list shows who is".formatted(name)));
        }
        return Role.scopesOf(member.get().roles()).contains(DECIDE)
                ? Optional.empty()
                : Optional.of(new Wrong(
                        name, "approvers: \"%s\" may not approve; give them the role approver".formatted(name)));
    }
}
