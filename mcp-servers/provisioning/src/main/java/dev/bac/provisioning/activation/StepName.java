package dev.bac.provisioning.activation;

/** The seven steps of an activation, in the order they run. */
public enum StepName {
    /** The tenant, its isolation and its limits. */
    INFRASTRUCTURE(1),
    /** Schemas, roles and policies. */
    DATABASES(2),
    /** The domain servers are open to it. */
    SERVICES(3),
    /** Messaging, payment and identity. */
    INTEGRATIONS(4),
    /** Chart of accounts, taxes, pipeline, catalogue and templates. */
    SEED_DATA(5),
    /** Domains and certificates. */
    DNS_AND_TLS(6),
    /** The agents of its industry. */
    AI_COPILOTS(7);

    private final int position;

    StepName(int position) {
        this.position = position;
    }

    /** 1 to 7. */
    public int position() {
        return position;
    }
}
