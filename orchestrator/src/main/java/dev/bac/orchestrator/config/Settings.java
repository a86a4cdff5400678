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
        ToolSettings tools,
        AnswerSettings answers,
        EventSettings events) {

    /** Without budgets, with the built-in authorization server, the tools of BAC's own servers and the usual cache. */
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
                ToolSettings.DEFAULT,
                AnswerSettings.DEFAULT,
                EventSettings.NONE);
    }

    /** These settings with other ones for the server. */
    public Settings with(ServerSettings other) {
        return new Settings(
                other, database, models, limits, approvals, messaging, identity, budgets, tools, answers, events);
    }

    /** These settings with other models. */
    public Settings with(ModelSettings other) {
        return new Settings(
                server, database, other, limits, approvals, messaging, identity, budgets, tools, answers, events);
    }

    /** These settings with other limits. */
    public Settings with(LimitSettings other) {
        return new Settings(
                server, database, models, other, approvals, messaging, identity, budgets, tools, answers, events);
    }

    /** These settings with another way to let clients in. */
    public Settings with(IdentitySettings other) {
        return new Settings(
                server, database, models, limits, approvals, messaging, other, budgets, tools, answers, events);
    }

    /** These settings with other budgets. */
    public Settings with(BudgetSettings other) {
        return new Settings(
                server, database, models, limits, approvals, messaging, identity, other, tools, answers, events);
    }

    /** These settings with other tools. */
    public Settings with(ToolSettings other) {
        return new Settings(
                server, database, models, limits, approvals, messaging, identity, budgets, other, answers, events);
    }

    /** These settings with another way to give answers again. */
    public Settings with(AnswerSettings other) {
        return new Settings(
                server, database, models, limits, approvals, messaging, identity, budgets, tools, other, events);
    }

    /** These settings with another place for events. */
    public Settings with(EventSettings other) {
        return new Settings(
                server, database, models, limits, approvals, messaging, identity, budgets, tools, answers, other);
    }

    /** These settings with another database. */
    public Settings with(DatabaseSettings other) {
        return new Settings(
                server, other, models, limits, approvals, messaging, identity, budgets, tools, answers, events);
    }
}
