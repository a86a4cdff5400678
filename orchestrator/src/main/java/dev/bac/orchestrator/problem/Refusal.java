package dev.bac.orchestrator.problem;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that is not carried out, for a reason its sender can act on. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final ProblemCode code;
    private final @Nullable String field;
    private final @Nullable String remedy;

    private Refusal(ProblemCode code, String detail, @Nullable String field, @Nullable String remedy) {
        super(detail, null, false, false);
        this.code = code;
        this.field = field;
        this.remedy = remedy;
    }

    public static Refusal of(ProblemCode code, String detail) {
        return new Refusal(code, detail, null, null);
    }

    public static Refusal of(ProblemCode code, String detail, String remedy) {
        return new Refusal(code, detail, null, remedy);
    }

    /** A field of the request is missing, unknown or of the wrong type. */
    public static Refusal invalid(String field, String detail) {
        return new Refusal(ProblemCode.INVALID, detail, field, null);
    }

    /** No such record; another tenant's records answer the same. */
    public static Refusal notFound(String kind) {
        return new Refusal(ProblemCode.NOT_FOUND, "There is no such " + kind + ".", null, null);
    }

    public ProblemCode code() {
        return code;
    }

    /** What is wrong, in one sentence. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    public Optional<String> field() {
        return Optional.ofNullable(field);
    }

    public Optional<String> remedy() {
        return Optional.ofNullable(remedy);
    }
}
