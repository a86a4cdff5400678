package dev.bac.orchestrator.http;

import io.javalin.http.Context;

/** What a browser is told to refuse on our behalf. No host but this one is ever contacted. */
final class SecurityHeaders {
    private final String policy;

    /** @param scriptHashes sources of the page's inline import map, such as {@code 'sha256-…'}; may be empty */
    SecurityHeaders(String scriptHashes) {
        this.policy =
                "default-src 'none'; script-src 'self'%s; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
                        .formatted(scriptHashes.isEmpty() ? "" : " " + scriptHashes);
    }

    void set(Context ctx) {
        ctx.header("Content-Security-Policy", policy);
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("X-Frame-Options", "DENY");
        ctx.header("Referrer-Policy", "no-referrer");
        ctx.header("Cross-Origin-Opener-Policy", "same-origin");
        ctx.header("Cross-Origin-Resource-Policy", "same-origin");
        ctx.header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        if (ctx.path().startsWith("/api/")) {
            ctx.header("Cache-Control", "no-store");
        }
    }
}
