package dev.bac.orchestrator.config;

/** Everything that can be set, one record per concern. All of it has a default. */
public record Settings(
        ServerSettings server,
        DatabaseSettings database,
        ModelSettings models,
        LimitSettings limits,
        ApprovalSettings approvals,
        MessagingSettings messaging,
        IdentitySettings identity,
        BudgetSettings budgets) {

    /** Without budgets. */
    public Settings(
            ServerSettings server,
            DatabaseSettings database,
            ModelSettings models,
            LimitSettings limits,
            ApprovalSettings approvals,
            MessagingSettings messaging,
            IdentitySettings identity) {
        this(server, database, models, limits, approvals, messaging, identity, BudgetSettings.NONE);
    }

    /** With the built-in authorization server. */
    public Settings(
            ServerSettings server,
            DatabaseSettings database,
            ModelSettings models,
            LimitSettings limits,
            ApprovalSettings approvals,
            MessagingSettings messaging) {
        this(server, database, models, limits, approvals, messaging, IdentitySettings.BUILT_IN);
    }

    /** These settings with other ones for the server. */
    public Settings with(ServerSettings other) {
        return new Settings(other, database, models, limits, approvals, messaging, identity, budgets);
    }

    /** These settings with other budgets. */
    public Settings with(BudgetSettings other) {
        return new Settings(server, database, models, limits, approvals, messaging, identity, other);
    }

    /** These settings with another way to let clients in. */
    public Settings with(IdentitySettings other) {
        return new Settings(server, database, models, limits, approvals, messaging, other, budgets);
    }
}
