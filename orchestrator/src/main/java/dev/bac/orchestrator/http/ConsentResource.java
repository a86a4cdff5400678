package dev.bac.orchestrator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.orchestrator.access.Companies;
import dev.bac.orchestrator.oauth.AuthorizationRequest;
import dev.bac.orchestrator.oauth.Authorizations;
import dev.bac.orchestrator.oauth.Authorizations.Asked;
import dev.bac.orchestrator.oauth.Consent;
import dev.bac.orchestrator.oauth.Consents;
import dev.bac.orchestrator.oauth.Form;
import dev.bac.orchestrator.oauth.OauthError;
import dev.bac.orchestrator.oauth.ScopeWords;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the page that asks the user needs: who wants what, and the user's word on it. Only somebody at the page can agree,
 * not a key: an agreement outlives the key that would have given it.
 */
public final class ConsentResource implements Resource {
    private final Authorizations authorizations;
    private final Consents consents;
    private final Companies companies;
    private final Body body;

    public ConsentResource(Authorizations authorizations, Consents consents, Companies companies, Body body) {
        this.authorizations = authorizations;
        this.consents = consents;
        this.companies = companies;
        this.body = body;
    }

    /** @param request the query of {@code /oauth/authorize}, as it came */
    record Word(
            @Nullable String request,
            boolean approve,
            @Nullable List<String> scopes) {}

    record ScopeView(String scope, String words, boolean yours) {}

    /** @param redirect where to go instead of asking */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Question(
            @Nullable String redirect,
            @Nullable String client,
            @Nullable String clientId,
            @Nullable String origin,
            @Nullable String backTo,
            @Nullable Boolean onThisDevice,
            @Nullable String resource,
            @Nullable String user,
            @Nullable String company,
            @Nullable List<ScopeView> scopes) {
        static Question gone(String redirect) {
            return new Question(redirect, null, null, null, null, null, null, null, null, null);
        }
    }

    record Gone(String redirect) {}

    record Connected(UUID id, String client, String resource, List<String> scopes) {
        static Connected of(Consent consent) {
            return new Connected(
                    consent.id(),
                    consent.clientName(),
                    consent.resource(),
                    consent.scopes().stream().sorted().toList());
        }
    }

    @Override
    public void routes(RoutesConfig routes) {
        routes.get("/api/v1/authorization", this::ask);
        routes.post("/api/v1/authorization", this::decide);
        routes.get(
                "/api/v1/connections",
                ctx -> Answer.json(
                        ctx,
                        new Answer.All<>(consents.of(Guard.caller(ctx)).stream()
                                .map(Connected::of)
                                .toList())));
        routes.delete("/api/v1/connections/{id}", this::end);
    }

    private void ask(Context ctx) {
        Caller caller = atThePage(ctx);
        Answer.json(
                ctx,
                switch (asked(OauthResource.query(ctx))) {
                    case Asked.Refused refused -> Question.gone(refused.redirect());
                    case Asked.Valid valid -> question(caller, valid.request());
                });
    }

    private void decide(Context ctx) {
        Caller caller = atThePage(ctx);
        Word word = body.require(ctx, Word.class);
        String query = Optional.ofNullable(word.request())
                .orElseThrow(() -> Refusal.invalid("request", "The field is missing."));
        Answer.json(
                ctx,
                new Gone(
                        switch (asked(query)) {
                            case Asked.Refused refused -> refused.redirect();
                            case Asked.Valid valid -> answer(caller, valid.request(), word);
                        }));
    }

    private String answer(Caller caller, AuthorizationRequest request, Word word) {
        Set<String> chosen = Optional.ofNullable(word.scopes()).map(Set::copyOf).orElse(Set.of());
        return word.approve() ? authorizations.agree(caller, request, chosen) : authorizations.decline(caller, request);
    }

    private void end(Context ctx) {
        UUID id;
        try {
            id = UUID.fromString(ctx.pathParam("id"));
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound("connection");
        }
        if (!consents.end(Guard.caller(ctx), id)) {
            throw Refusal.notFound("connection");
        }
        ctx.status(HttpStatus.NO_CONTENT);
    }

    private Asked asked(String query) {
        try {
            return authorizations.read(Form.parse(query));
        } catch (OauthError e) {
            throw Refusal.invalid("request", e.detail());
        }
    }

    private Question question(Caller caller, AuthorizationRequest request) {
        Set<String> yours = authorizations.givable(caller, request);
        return new Question(
                null,
                request.client().name(),
                request.client().id(),
                request.client().origin().label(),
                Authorizations.backTo(request),
                Authorizations.onThisDevice(request),
                request.resource().title(),
                caller.name(),
                companies.find(caller.tenant()).orElseThrow().settings().name(),
                request.scopes().stream()
                        .map(scope -> new ScopeView(scope, ScopeWords.of(scope), yours.contains(scope)))
                        .toList());
    }

    private static Caller atThePage(Context ctx) {
        Caller caller = Guard.caller(ctx);
        if (caller.channel() != Channel.WEB) {
            throw Refusal.of(ProblemCode.FORBIDDEN, "Only somebody signed in at the page can agree.");
        }
        return caller;
    }
}
