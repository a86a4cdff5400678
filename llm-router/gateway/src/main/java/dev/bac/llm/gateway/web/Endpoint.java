package dev.bac.llm.gateway.web;

/** Serves one path. */
@FunctionalInterface
public interface Endpoint {

    /** @throws Refused when the request cannot be served */
    void serve(Exchange exchange);
}
