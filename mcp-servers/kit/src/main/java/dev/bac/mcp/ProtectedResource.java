package dev.bac.mcp;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What tokens are made for: one server, or all of them at one address. Its address under the base URL is the tokens'
 * audience, with or without {@code /readonly}.
 *
 * @param path such as {@code /mcp/crm}, or {@code /mcp} for all servers
 * @param title what people call it
 * @param scopes everything its tools may need, but nothing that only the platform's own workflows hold
 * @param reading those of the scopes that tools which only read need
 */
public record ProtectedResource(String path, String title, SortedSet<String> scopes, SortedSet<String> reading) {
    /** The path under which all servers answer together. */
    public static final String ALL = "/mcp";

    /** What it is called when only its reading tools are wanted. */
    public static final String READ_ONLY = "/readonly";

    public ProtectedResource {
        scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
        reading = Collections.unmodifiableSortedSet(new TreeSet<>(reading));
    }

    /** A domain's server at {@code /mcp/<domain>}. */
    public static ProtectedResource of(DomainServer server) {
        var scopes = new TreeSet<String>();
        var reading = new TreeSet<String>();
        for (var tool : server.tools()) {
            if (!tool.hidden()) {
                scopes.add(tool.scope());
                if (tool.effect() == Effect.READ) {
                    reading.add(tool.scope());
                }
            }
        }
        return new ProtectedResource(ALL + "/" + server.name(), server.title(), scopes, reading);
    }

    /** All of them together, with an audience of its own. */
    public static ProtectedResource together(String title, Collection<ProtectedResource> parts) {
        var scopes = new TreeSet<String>();
        var reading = new TreeSet<String>();
        parts.forEach(part -> {
            scopes.addAll(part.scopes());
            reading.addAll(part.reading());
        });
        return new ProtectedResource(ALL, title, scopes, reading);
    }

    /** The scopes that a client should ask for. */
    public SortedSet<String> wanted(boolean readOnly) {
        return readOnly ? reading : scopes;
    }
}
