package dev.bac.orchestrator.config;

/** Everything that can be set, one record per concern. All of it has a default. */
public record Settings(
        ServerSettings server,
        DatabaseSettings database,
        ModelSettings models,
        LimitSettings limits,
        ApprovalSettings approvals,
        MessagingSettings messaging) {

    /** These settings with other ones for the server. */
    public Settings with(ServerSettings other) {
        return new Settings(other, database, models, limits, approvals, messaging);
    }
}
