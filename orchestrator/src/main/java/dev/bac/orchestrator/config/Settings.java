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
        BudgetSettings budgets,
        ToolSettings tools) {

    /** Without budgets, with the built-in authorization server and with the tools of BAC's own servers. */
    public Settings(
            ServerSettings server,
            DatabaseSettings database,
            ModelSettings models,
            LimitSettings limits,
            ApprovalSettings approvals,
            MessagingSettings messaging) {
        this(
                server,
                database,
                models,
                limits,
                approvals,
                messaging,
                IdentitySettings.BUILT_IN,
                BudgetSettings.NONE,
                ToolSettings.DEFAULT);
    }

    /** These settings with other ones for the server. */
    public Settings with(ServerSettings other) {
        return new Settings(other, database, models, limits, approvals, messaging, identity, budgets, tools);
    }

    /** These settings with another way to let clients in. */
    public Settings with(IdentitySettings other) {
        return new Settings(server, database, models, limits, approvals, messaging, other, budgets, tools);
    }

    /** These settings with other budgets. */
    public Settings with(BudgetSettings other) {
        return new Settings(server, database, models, limits, approvals, messaging, identity, other, tools);
    }

    /** These settings with other tools. */
    public Settings with(ToolSettings other) {
        return new Settings(server, database, models, limits, approvals, messaging, identity, budgets, other);
    }
}
