package dev.bac.orchestrator.platform;

import dev.bac.identity.ForeignIssuer;
import dev.bac.identity.TokenIssuer;
import dev.bac.mcp.DomainServer;
import dev.bac.mcp.ProtectedResource;
import dev.bac.orchestrator.access.A2aEntrance;
import dev.bac.orchestrator.access.Resumption;
import dev.bac.orchestrator.config.IdentitySettings;
import dev.bac.orchestrator.http.Body;
import dev.bac.orchestrator.http.ConsentResource;
import dev.bac.orchestrator.http.OauthMetadataResource;
import dev.bac.orchestrator.http.OauthResource;
import dev.bac.orchestrator.http.RegistrationResource;
import dev.bac.orchestrator.http.Resource;
import dev.bac.orchestrator.oauth.Authorizations;
import dev.bac.orchestrator.oauth.Client;
import dev.bac.orchestrator.oauth.ClientDocuments;
import dev.bac.orchestrator.oauth.Clients;
import dev.bac.orchestrator.oauth.Consents;
import dev.bac.orchestrator.oauth.ForeignPeople;
import dev.bac.orchestrator.oauth.IssuerKeys;
import dev.bac.orchestrator.oauth.PublicHttps;
import dev.bac.orchestrator.oauth.Redirects;
import dev.bac.orchestrator.oauth.Resources;
import dev.bac.orchestrator.oauth.TokenEndpoint;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The built-in authorization server; none when tokens come from somebody else's issuer.
 *
 * @param baseUrl our own URL, which is the issuer's name
 */
public record Oauth(Access access, IdentitySettings settings, String baseUrl, InstantSource clock) {
    private static final String TITLE = "All of BAC";
    private static final String AGENTS = "BAC's agents";

    /** What tokens can be had for. */
    static List<ProtectedResource> resources(Collection<DomainServer> servers) {
        var resources =
                new ArrayList<>(servers.stream().map(ProtectedResource::of).toList());
        resources.addFirst(together(servers));
        var talk = new TreeSet<>(Set.of(A2aEntrance.TALK.value()));
        resources.add(new ProtectedResource(A2aEntrance.PATH, AGENTS, talk, talk));
        return resources;
    }

    /** All servers at one address. */
    static ProtectedResource together(Collection<DomainServer> servers) {
        return ProtectedResource.together(
                TITLE, servers.stream().map(ProtectedResource::of).toList());
    }

    /** With the open internet as the only place that documents of clients come from. */
    List<Resource> endpoints(Collection<DomainServer> servers, TokenIssuer issuer, Body body) {
        return endpoints(servers, issuer, body, new ClientDocuments(PublicHttps.only()));
    }

    /** The endpoints, with documents of clients from wherever the caller says. */
    public List<Resource> endpoints(
            Collection<DomainServer> servers, TokenIssuer issuer, Body body, ClientDocuments documents) {
        if (settings.issuer().isPresent()) {
            return List.of();
        }
        var random = new SecureRandom();
        var resources = new Resources(baseUrl, resources(servers));
        var clients = new Clients(registered(), documents, access.store(), clock, random);
        var consents = new Consents(access.store(), random);
        var authorizations = new Authorizations(baseUrl, clients, resources, consents);
        var tokens = new TokenEndpoint(clients, consents, resources, new Resumption(access.members()), issuer);
        var endpoints = new ArrayList<Resource>(List.of(
                new OauthMetadataResource(baseUrl, resources.scopes(), settings.registration(), () -> access.ring()
                        .get()
                        .publicJson()),
                new OauthResource(authorizations, tokens),
                new ConsentResource(authorizations, consents, access.companies(), body)));
        if (settings.registration()) {
            endpoints.add(new RegistrationResource(clients));
        }
        return endpoints;
    }

    /** Who comes with tokens of somebody else's issuer, if there is one. */
    Optional<ForeignPeople> people(Supplier<UUID> ids) {
        return settings.issuer()
                .map(issuer -> new ForeignPeople(
                        issuer,
                        new ForeignIssuer(issuer.url(), new IssuerKeys(issuer.url()), clock),
                        access.companies(),
                        access.store(),
                        clock,
                        ids));
    }

    private List<Client> registered() {
        return settings.clients().stream()
                .map(client -> new Client(
                        client.id(),
                        client.name(),
                        client.redirects().stream().map(Oauth::checked).toList(),
                        Client.Origin.REGISTERED,
                        client.secret()))
                .toList();
    }

    private static String checked(String redirect) {
        if (!Redirects.acceptable(redirect, Client.Origin.REGISTERED)) {
            throw new StartRefused("identity.clients: " + redirect + " is no address to send a browser back to");
        }
        return redirect;
    }
}
