package dev.bac.orchestrator.http;

import dev.bac.orchestrator.oauth.Authorizations;
import dev.bac.orchestrator.oauth.Authorizations.Asked;
import dev.bac.orchestrator.oauth.Form;
import dev.bac.orchestrator.oauth.OauthError;
import dev.bac.orchestrator.oauth.TokenEndpoint;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The endpoints that programs use to be let in. No cookie counts here but on the page that asks the user. */
public final class OauthResource implements Resource {
    private final Authorizations authorizations;
    private final TokenEndpoint tokens;
    private final String page;

    public OauthResource(Authorizations authorizations, TokenEndpoint tokens) {
        this.authorizations = authorizations;
        this.tokens = tokens;
        this.page = page();
    }

    @Override
    public void routes(RoutesConfig routes) {
        routes.get("/oauth/authorize", this::authorize);
        routes.post("/oauth/token", this::token);
        routes.post("/oauth/revoke", this::revoke);
        routes.exception(OauthError.class, (error, ctx) -> refused(ctx, error));
    }

    /** The page is the same for everybody; it learns by its own request, with the cookie, who is asked for what. */
    private void authorize(Context ctx) {
        ctx.header("Cache-Control", "no-store");
        try {
            if (authorizations.readKnown(Form.parse(query(ctx))).orElse(null) instanceof Asked.Refused refused) {
                ctx.redirect(refused.redirect(), HttpStatus.FOUND);
                return;
            }
        } catch (OauthError e) {
            ctx.status(HttpStatus.BAD_REQUEST); // the page tells why, and sends the browser nowhere
        }
        ctx.contentType("text/html; charset=utf-8");
        ctx.result(page);
    }

    private void token(Context ctx) {
        var answer = tokens.tokens(form(ctx), Optional.ofNullable(ctx.header("Authorization")));
        ctx.header("Cache-Control", "no-store");
        Answer.json(
                ctx,
                Map.of(
                        "access_token", answer.accessToken(),
                        "token_type", "Bearer",
                        "expires_in", answer.life().toSeconds(),
                        "scope", answer.scope(),
                        "refresh_token", answer.refreshToken()));
    }

    private void revoke(Context ctx) {
        tokens.revoke(form(ctx), Optional.ofNullable(ctx.header("Authorization")));
        ctx.header("Cache-Control", "no-store");
        ctx.status(HttpStatus.OK);
    }

    static void refused(Context ctx, OauthError error) {
        ctx.header("Cache-Control", "no-store");
        if (error.code() == OauthError.Code.INVALID_CLIENT) {
            ctx.header("WWW-Authenticate", "Basic realm=\"oauth\"");
        }
        var body = new LinkedHashMap<String, String>();
        body.put("error", error.code().label());
        body.put("error_description", error.detail());
        ctx.status(error.code().status());
        Answer.json(ctx, body);
    }

    static String query(Context ctx) {
        return Optional.ofNullable(ctx.queryString()).orElse("");
    }

    private static Form form(Context ctx) {
        String type = Optional.ofNullable(ctx.contentType()).orElse("").toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/x-www-form-urlencoded")) {
            throw new OauthError(OauthError.Code.INVALID_REQUEST, "Send application/x-www-form-urlencoded.");
        }
        return Form.parse(text(ctx));
    }

    private static String text(Context ctx) {
        try (InputStream in = ctx.req().getInputStream()) {
            byte[] bytes = in.readNBytes(Form.LONGEST + 1);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new OauthError(OauthError.Code.INVALID_REQUEST, "The request is not valid UTF-8.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String page() {
        try (InputStream in = OauthResource.class.getResourceAsStream("/web/consent.html")) {
            if (in == null) {
                throw new IOException("the consent page is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
