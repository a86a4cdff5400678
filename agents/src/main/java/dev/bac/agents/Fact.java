package dev.bac.agents;

import java.util.Arrays;
import java.util.Optional;

/** What instructions may take from the run: read-only, known before the model is asked. */
public enum Fact {
    TENANT_NAME("tenant.name"),
    TENANT_CURRENCY("tenant.currency"),
    USER_NAME("user.name"),
    /** The date in the tenant's zone, ISO 8601. */
    TODAY("today");

    private final String path;

    Fact(String path) {
        this.path = path;
    }

    /** How files write it, such as {@code tenant.name}. */
    public String path() {
        return path;
    }

    /** The fact that files write so. */
    public static Optional<Fact> of(String path) {
        return Arrays.stream(values()).filter(fact -> fact.path.equals(path)).findFirst();
    }
}
