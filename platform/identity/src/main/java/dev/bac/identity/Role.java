package dev.bac.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a membership grants in one tenant. The table role → scope in the docs is generated from here. */
public enum Role {
    /** Chats, sees own runs and the agents shared with them. */
    USER(
            "chat:use",
            "crm:read",
            "crm:write",
            "erp:read",
            "erp:write",
            "finance:read",
            "finance:write",
            "knowledge:note",
            "knowledge:read",
            "messaging:read",
            "messaging:send",
            "messaging:write",
            "provisioning:read"),
    /** Writes agents and prompts. */
    AUTHOR("agents:write", "knowledge:write"),
    /** Reads audit, usage and everybody's runs. */
    AUDITOR("audit:read", "usage:read", "runs:read"),
    /** Decides on the calls that wait for a person, as far as the rules do not name others; sees them on the page. */
    APPROVER("approvals:decide", "chat:use"),
    /** Everything within the tenant. */
    ADMIN(
            "agents:write",
            "approvals:decide",
            "audit:read",
            "budgets:write",
            "keys:write",
            "messaging:direct",
            "policies:write",
            "runs:read",
            "servers:write",
            "usage:read",
            "users:write"),
    /** Creates and removes tenants. */
    OPERATOR("provisioning:write", "tenants:write");

    private final Set<Scope> scopes;

    Role(String... scopes) {
        this.scopes = Arrays.stream(scopes).map(Scope::new).collect(Collectors.toUnmodifiableSet());
    }

    /** The scopes this role grants by itself. */
    public Set<Scope> scopes() {
        return scopes;
    }

    /** The scopes that the given roles grant together, in order. */
    public static Set<Scope> scopesOf(Set<Role> roles) {
        return roles.stream()
                .flatMap(role -> role == ADMIN ? Stream.of(USER, AUTHOR, AUDITOR, ADMIN) : Stream.of(role))
                .flatMap(role -> role.scopes().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The role as people write it: {@code user}, {@code admin}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
