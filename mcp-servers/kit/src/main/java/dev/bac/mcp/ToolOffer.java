package dev.bac.mcp;

import dev.bac.identity.Caller;
import java.util.List;
import java.util.Optional;

/** Tools at one address: a domain's, or those of all domains together. */
public interface ToolOffer {

    /** What the caller may call, ordered by name. */
    List<ToolListing> list(Caller caller);

    /** A tool by name, whoever may call it. */
    Optional<ToolListing> find(String tool);

    /** What is said of a tool that is not there: which name was probably meant. */
    ToolAnswer.Refused unknown(String tool);

    /** Calls a tool. It never throws: a failure is an answer. */
    ToolAnswer call(Caller caller, ToolInvocation invocation);

    /** How the address names itself to clients. */
    Introduction introduction();

    /**
     * @param name such as {@code crm}
     * @param instructions for a model that uses the tools
     */
    record Introduction(String name, String title, String instructions) {}
}
