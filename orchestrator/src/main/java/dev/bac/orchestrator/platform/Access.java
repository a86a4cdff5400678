package dev.bac.orchestrator.platform;

import dev.bac.identity.Grants;
import dev.bac.identity.TokenIssuer;
import dev.bac.identity.TokenVerifier;
import dev.bac.mcp.Approvals;
import dev.bac.mcp.ToolSecurity;
import dev.bac.orchestrator.access.A2aEntrance;
import dev.bac.orchestrator.access.Addresses;
import dev.bac.orchestrator.access.ApiEntrance;
import dev.bac.orchestrator.access.ApiKeys;
import dev.bac.orchestrator.access.ApprovalLinks;
import dev.bac.orchestrator.access.Companies;
import dev.bac.orchestrator.access.CompanyRows;
import dev.bac.orchestrator.access.Foreigners;
import dev.bac.orchestrator.access.GlobalRows;
import dev.bac.orchestrator.access.McpEntrance;
import dev.bac.orchestrator.access.Member;
import dev.bac.orchestrator.access.Members;
import dev.bac.orchestrator.access.Resumption;
import dev.bac.orchestrator.access.SignInLinks;
import dev.bac.orchestrator.access.StoredKeyRing;
import dev.bac.orchestrator.access.WebSessions;
import dev.bac.orchestrator.approval.ExternalApprovals;
import dev.bac.orchestrator.config.IdentitySettings;
import dev.bac.orchestrator.policy.OutsideRules;
import dev.bac.orchestrator.policy.RulesInForce;
import dev.bac.orchestrator.workflow.Catalogue;
import dev.bac.store.Database;
import dev.bac.store.SchemaSpec;
import dev.bac.store.Store;
import dev.bac.store.StoreLimits;
import dev.bac.store.journal.Fence;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Who people are, and what signs for them. */
public record Access(
        Store store,
        Companies companies,
        Members members,
        Addresses addresses,
        ApiKeys keys,
        SignInLinks links,
        ApprovalLinks approvalLinks,
        WebSessions sessions,
        StoredKeyRing ring,
        Catalogue catalogue) {

    /** Opens the orchestrator's own schema. */
    public static Access open(Database database, Clock clock, Supplier<UUID> ids) {
        Store store = database.open(
                new SchemaSpec("orchestrator", List.of("dev/bac/orchestrator/migrations", Fence.MIGRATIONS)),
                StoreLimits.ofRuns());
        var rows = new GlobalRows(store, clock, ids);
        var random = new SecureRandom();
        return new Access(
                store,
                new Companies(rows),
                new Members(rows),
                new Addresses(rows),
                new ApiKeys(rows, random),
                new SignInLinks(rows, random),
                new ApprovalLinks(rows, random),
                new WebSessions(rows, random),
                StoredKeyRing.open(rows),
                new Catalogue(store));
    }

    /** What companies' policies say. */
    RulesInForce rules() {
        return new RulesInForce(catalogue::policies);
    }

    /** All rows that are here of one company. */
    public CompanyRows companyRows(Clock clock, Supplier<UUID> ids) {
        return new CompanyRows(store, new GlobalRows(store, clock, ids));
    }

    /** What a server of this address believes. */
    public ToolSecurity security(String baseUrl, IdentitySettings settings, Clock clock, Supplier<UUID> ids) {
        return signing(baseUrl, settings, clock, ids).security();
    }

    /** With the built-in authorization server. */
    Signing signing(String baseUrl, Clock clock, Supplier<UUID> ids) {
        return signing(baseUrl, IdentitySettings.BUILT_IN, clock, ids);
    }

    /** What makes tokens, and what servers believe. */
    Signing signing(String baseUrl, IdentitySettings settings, Clock clock, Supplier<UUID> ids) {
        var issuer = new TokenIssuer(baseUrl, ring, clock, ids);
        Foreigners foreigners = new Oauth(this, settings, baseUrl, clock)
                .people(ids)
                .<Foreigners>map(people -> people::member)
                .orElse(Foreigners.NONE);
        var entrance = new McpEntrance(keys, foreigners, issuer);
        var grants = new Grants(baseUrl, ring, clock);
        var security = new ToolSecurity(
                baseUrl,
                new TokenVerifier(baseUrl, ring, clock),
                grants,
                Platform.POLICY,
                (credential, audience) ->
                        entrance.caller(credential, audience).map(caller -> entrance.exchange(caller, audience)),
                new OutsideRules(rules()),
                settings.issuer().map(IdentitySettings.Issuer::url).orElse(baseUrl));
        var api = new ApiEntrance(keys, foreigners, baseUrl);
        var agents = new A2aEntrance(api, security.tokens(), foreigners, new Resumption(members), baseUrl);
        return new Signing(issuer, grants, security, api, agents);
    }

    /**
     * Decides and keeps the approvals of external MCP clients' calls.
     *
     * @param security of the server, whose grants these are
     * @param page where people decide
     */
    public Approvals approvals(ToolSecurity security, String page, Clock clock, Duration expireAfter) {
        return new ExternalApprovals(
                store,
                security.grants(),
                caller -> members.find(caller.tenant(), caller.user())
                        .map(Member::roles)
                        .orElse(Set.of()),
                clock,
                new ExternalApprovals.Terms(expireAfter, page),
                rules());
    }

    record Signing(TokenIssuer issuer, Grants grants, ToolSecurity security, ApiEntrance api, A2aEntrance agents) {}
}
