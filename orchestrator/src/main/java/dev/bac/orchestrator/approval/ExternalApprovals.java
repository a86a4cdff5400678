package dev.bac.orchestrator.approval;

import dev.bac.agents.Ask;
import dev.bac.agents.workflow.Policies.Ruling;
import dev.bac.identity.Caller;
import dev.bac.identity.Grant;
import dev.bac.identity.Grants;
import dev.bac.identity.Role;
import dev.bac.mcp.Approvals;
import dev.bac.orchestrator.policy.RulesInForce;
import dev.bac.store.Audit;
import dev.bac.store.AuditEntry;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Approvals of calls that external MCP clients make. They are kept with all others and decided on the same page; they
 * belong to no conversation. The run of such a call is derived from who calls what with which arguments, so that the
 * same call finds its approval again.
 */
public final class ExternalApprovals implements Approvals {
    /** In place of a conversation. */
    public static final UUID NO_CONVERSATION = new UUID(0, 0);

    private static final Duration GRANT_LIFE = Duration.ofMinutes(5);
    private static final String AGENT = "mcp";

    private final Store store;
    private final ApprovalStore approvals;
    private final Grants grants;
    private final Function<Caller, Set<Role>> roles;
    private final InstantSource clock;
    private final Terms terms;
    private final RulesInForce rules;
    private final ApprovalTerms.Rows needed = new ApprovalTerms.Rows();
    private final NoticeRows notices = new NoticeRows();

    /**
     * How approvals are given.
     *
     * @param expireAfter how long a call waits for a person
     * @param page where people decide
     */
    public record Terms(Duration expireAfter, String page) {}

    /** @param roles what a caller is in its company; a token may hold fewer scopes than its user has */
    public ExternalApprovals(
            Store store,
            Grants grants,
            Function<Caller, Set<Role>> roles,
            InstantSource clock,
            Terms terms,
            RulesInForce rules) {
        this.rules = rules;
        this.store = store;
        this.approvals = new ApprovalStore(store);
        this.grants = grants;
        this.roles = roles;
        this.clock = clock;
        this.terms = terms;
    }

    @Override
    public Optional<String> granted(Caller caller, Demand demand) {
        return store.read(caller.tenant(), tx -> latest(tx, caller, demand))
                .filter(approval -> approval.state() == Approval.State.APPROVED)
                .filter(approval -> approval.expiresAt().isAfter(clock.instant()))
                .filter(approval -> store.read(caller.tenant(), tx -> isUnderTheseRules(tx, approval)))
                .flatMap(approval -> approval.decision().map(made -> grant(caller, approval, made)));
    }

    @Override
    public boolean mayAgree(Caller caller, Demand demand) {
        var is = roles.apply(caller);
        var needs = needs(caller, demand);
        return Role.scopesOf(is).contains(ApprovalStore.DECIDE)
                && needs.approvers().include(caller.name(), is)
                && needs.quorum() == 1
                && !needs.notRequester();
    }

    /** What the company's rules want of it beside the server's own demand. */
    private Ask needs(Caller caller, Demand demand) {
        return rules.judge(caller, demand.tool().tool().name(), demand.arguments()) instanceof Ruling.Demand wanted
                ? wanted.terms().unedited()
                : Ask.USUAL;
    }

    private boolean isUnderTheseRules(Tx tx, Approval approval) {
        return needed.find(tx, approval.id())
                .map(one -> one.rules().equals(rules.version(tx.tenant())))
                .orElse(true);
    }

    @Override
    public Optional<String> agreed(Caller caller, Demand demand, String id) {
        if (!mayAgree(caller, demand)) {
            return Optional.empty();
        }
        var approval = store.write(caller.tenant(), tx -> {
            var key = UUID.fromString(id);
            if (approvals.lock(tx, key).isEmpty()) {
                add(tx, caller, demand, key, "form/" + id);
                approvals.decide(tx, key, Approval.State.APPROVED, caller, "Agreed in the client.");
                Audit.write(tx, audit(caller, demand, id));
            }
            return approvals.lock(tx, key).orElseThrow();
        });
        return approval.decision().map(made -> grant(caller, approval, made));
    }

    @Override
    public Optional<String> park(Caller caller, Demand demand) {
        store.write(caller.tenant(), tx -> {
            var latest = latest(tx, caller, demand);
            boolean waits = latest.filter(one -> one.state() == Approval.State.PENDING)
                    .filter(one -> isUnderTheseRules(tx, one))
                    .isPresent();
            if (!waits) {
                latest.ifPresent(one -> approvals.decide(tx, one.id(), Approval.State.WITHDRAWN, null, null));
                var id = tx.newId();
                add(tx, caller, demand, id, "parked/" + id);
                if (needs(caller, demand).told()) {
                    notices.due(tx, id);
                }
            }
            return waits;
        });
        return Optional.of(
                "It waits for approval at " + terms.page() + ". Send the same call again once it is approved.");
    }

    private Optional<Approval> latest(Tx tx, Caller caller, Demand demand) {
        List<Approval> all = approvals.ofRun(tx, run(caller, demand));
        return all.stream()
                .filter(approval -> approval.key().startsWith("parked/"))
                .reduce((_, later) -> later);
    }

    private static UUID run(Caller caller, Demand demand) {
        String name =
                "mcp %s %s %s".formatted(caller.user(), demand.tool().tool().name(), demand.argumentsHash());
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private void add(Tx tx, Caller caller, Demand demand, UUID id, String key) {
        var needs = needs(caller, demand);
        approvals.add(tx, asked(tx, caller, demand, needs, id, key));
        needed.add(tx, id, needs, rules.version(tx.tenant()));
    }

    private Approval asked(Tx tx, Caller caller, Demand demand, Ask needs, UUID id, String key) {
        var tool = demand.tool().tool();
        var life = needs.expires().compareTo(terms.expireAfter()) < 0 ? needs.expires() : terms.expireAfter();
        return new Approval(
                id,
                NO_CONVERSATION,
                run(caller, demand),
                key,
                needs.approvers(),
                AGENT,
                tool.name(),
                tool.title(),
                demand.server(),
                tool.effect().name().toLowerCase(Locale.ROOT),
                tool.risk().name().toLowerCase(Locale.ROOT),
                demand.arguments(),
                demand.argumentsHash(),
                demand.text(),
                demand.preview(),
                demand.policyVersion(),
                caller.user(),
                caller.name(),
                tx.now(),
                tx.now().plus(life),
                Approval.State.PENDING,
                Optional.empty());
    }

    private String grant(Caller caller, Approval approval, Approval.Decision made) {
        return grants.sign(new Grant(
                approval.id().toString(),
                caller.tenant(),
                approval.tool(),
                approval.argumentsHash(),
                approval.run().toString(),
                approval.key(),
                approval.policyVersion(),
                made.by(),
                clock.instant().plus(GRANT_LIFE)));
    }

    private static AuditEntry audit(Caller caller, Demand demand, String id) {
        var details = JsonNodeFactory.instance
                .objectNode()
                .put("approval", id)
                .put("tool", demand.tool().tool().name())
                .put("arguments", demand.argumentsHash());
        return new AuditEntry(
                caller.user().toString(),
                Optional.empty(),
                caller.channel().name(),
                "approval.approved",
                "done",
                details);
    }
}
