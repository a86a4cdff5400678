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
        AnswerSettings answers) {

    /** With the usual cache of answers. */
    public Settings(
            ServerSettings server,
            DatabaseSettings database,
            ModelSettings models,
            LimitSettings limits,
            ApprovalSettings approvals,
            MessagingSettings messaging,
            IdentitySettings identity) {
        this(server, database, models, limits, approvals, messaging, identity, AnswerSettings.DEFAULT);
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
        return new Settings(other, database, models, limits, approvals, messaging, identity, answers);
    }

    /** These settings with another way to let clients in. */
    public Settings with(IdentitySettings other) {
        return new Settings(server, database, models, limits, approvals, messaging, other, answers);
    }

    /** These settings with another way to give answers again. */
    public Settings with(AnswerSettings other) {
        return new Settings(server, database, models, limits, approvals, messaging, identity, other);
    }
}
