package dev.bac.orchestrator.oauth;

import java.util.Map;

/** What a scope lets a program do, in the words of the person who is asked. */
public final class ScopeWords {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry(
                    "chat:use", "Talk to the agents as you; they can do what you may, and wait for approvals as ever"),
            Map.entry("crm:read", "See customers, contacts and deals"),
            Map.entry("crm:write", "Add and change customers, contacts and deals"),
            Map.entry("erp:read", "See items, stock and orders"),
            Map.entry("erp:write", "Add and change orders and stock"),
            Map.entry("finance:read", "See invoices, payments and accounts"),
            Map.entry("finance:write", "Prepare invoices and payments; money moves only after a person approved it"),
            Map.entry("knowledge:read", "Search and read the company's documents"),
            Map.entry("knowledge:write", "Add, replace and remove documents"),
            Map.entry("knowledge:note", "Keep notes to remember, and forget them"),
            Map.entry("messaging:read", "See messages, templates and who agreed to receive them"),
            Map.entry("messaging:write", "Change templates and who agreed to receive messages"),
            Map.entry("messaging:send", "Prepare messages; they leave only after a person approved them"),
            Map.entry("provisioning:read", "See businesses and how far their setting up is"),
            Map.entry("provisioning:write", "Set up and change businesses"));

    private ScopeWords() {}

    /** The scope itself when nobody has found words for it. */
    public static String of(String scope) {
        return WORDS.getOrDefault(scope, scope);
    }
}
