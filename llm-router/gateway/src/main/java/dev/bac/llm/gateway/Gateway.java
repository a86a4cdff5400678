package dev.bac.llm.gateway;

import dev.bac.llm.gateway.anthropic.AnthropicErrors;
import dev.bac.llm.gateway.anthropic.Messages;
import dev.bac.llm.gateway.choice.Models;
import dev.bac.llm.gateway.openai.ChatCompletions;
import dev.bac.llm.gateway.openai.Embeddings;
import dev.bac.llm.gateway.openai.ModelList;
import dev.bac.llm.gateway.openai.OpenAiErrors;
import dev.bac.llm.gateway.openai.Responses;
import dev.bac.llm.gateway.web.Entrance;
import dev.bac.llm.gateway.web.GatewayServlet;
import dev.bac.llm.gateway.web.GatewayServlet.Route;
import dev.bac.llm.gateway.web.Limits;
import dev.bac.retrieval.Embedder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/**
 * Mounts the gateway at {@code /v1}. Requests are blocking and want virtual threads.
 *
 * @param embedder may still be loading
 * @param ids makes ids of answers, unguessable
 */
public record Gateway(
        Models models, Embedder embedder, Entrance entrance, Limits limits, InstantSource clock, Supplier<String> ids) {

    public void mount(ServletContextHandler context) {
        context.addServlet(
                new ServletHolder("gateway", new GatewayServlet(routes(), new OpenAiErrors(), entrance, limits, ids)),
                "/v1/*");
    }

    private List<Route> routes() {
        var routes = new ArrayList<Route>();
        var errors = new OpenAiErrors();
        var list = new ModelList(models, clock.instant());
        routes.add(new Route("GET", "/models", errors, list::list));
        routes.add(new Route("GET", "/models/*", errors, list::one));
        routes.add(
                new Route("POST", "/chat/completions", errors, new ChatCompletions(models, limits, clock, ids)::serve));
        routes.add(new Route("POST", "/embeddings", errors, new Embeddings(embedder, limits)::serve));
        var responses = new Responses(models, limits, clock, ids);
        routes.add(new Route("POST", "/responses", errors, responses::create));
        routes.add(new Route("GET", "/responses/*", errors, responses::get));
        routes.add(new Route("DELETE", "/responses/*", errors, responses::delete));
        var anthropic = new AnthropicErrors();
        var messages = new Messages(models, limits, ids);
        routes.add(new Route("POST", "/messages", anthropic, messages::serve));
        routes.add(new Route("POST", "/messages/count_tokens", anthropic, messages::count));
        return routes;
    }
}
