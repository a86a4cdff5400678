package dev.bac.llm.routing.choice;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The policies by name: those that ship, and those of the configuration, which may replace them. */
public final class Policies {
    /** {@code auto:cheapest} asks for a policy by its name. */
    private static final String PREFIX = ChatRequest.AUTO + ":";

    private final Map<String, Policy> byName = new LinkedHashMap<>();
    private final String usual;
    private final Function<Caller, Optional<String>> thrift;

    /**
     * The policies.
     *
     * @param usual the name of the one for requests that name none
     * @param thrift a policy's name that takes the usual one's place for a caller, such as one whose budget runs out
     */
    public Policies(List<Policy> own, String usual, Function<Caller, Optional<String>> thrift) {
        Policy.SHIPPED.forEach(policy -> byName.put(policy.name(), policy));
        own.forEach(policy -> byName.put(policy.name(), policy));
        if (!byName.containsKey(usual)) {
            throw new IllegalArgumentException("no policy is called " + usual);
        }
        this.usual = usual;
        this.thrift = thrift;
    }

    /** Those that ship, {@code auto} the usual one. */
    public static Policies shipped() {
        return new Policies(List.of(), Policy.AUTO.name(), _ -> Optional.empty());
    }

    /** The policy of a request, within the limits it brings. */
    Policy of(Caller caller, ChatRequest request) {
        String name = request.model().startsWith(PREFIX)
                ? request.model().substring(PREFIX.length())
                : thrift.apply(caller).filter(byName::containsKey).orElse(usual);
        Policy policy = byName.get(name);
        if (policy == null) {
            throw new ModelException(
                    Kind.UNAVAILABLE,
                    "bac",
                    "No policy is called '" + name + "'. There are " + String.join(", ", byName.keySet()),
                    Optional.empty());
        }
        var bounds = request.options().bounds();
        return policy.within(new Policy.Limits(
                bounds.quality(), bounds.latency(), bounds.cost().map(BigDecimal::doubleValue)));
    }

    public Map<String, Policy> all() {
        return Map.copyOf(byName);
    }

    public Optional<Policy> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
