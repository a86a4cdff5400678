package dev.bac.mcp;

/** A tool cannot do what was asked, and says what would work instead. It becomes a result with {@code isError}. */
public final class ToolRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;

    /**
     * @param code stable and short: {@code not_found}, {@code ambiguous}, {@code invalid}, {@code conflict}
     * @param remedy what is wrong, with the field's name, and what to do
     */
    public ToolRefusal(String code, String remedy) {
        super(remedy, null, false, false);
        this.code = code;
    }

    /** No record of that kind goes by that id, number or name; another tenant's records answer the same. */
    public static ToolRefusal notFound(String field, String kind, String given, String next) {
        return new ToolRefusal("not_found", "%s: no %s \"%s\". %s".formatted(field, kind, given, next));
    }

    /** An argument has the right type but no possible meaning. */
    public static ToolRefusal invalid(String field, String remedy) {
        return new ToolRefusal("invalid", field + ": " + remedy);
    }

    public String code() {
        return code;
    }
}
