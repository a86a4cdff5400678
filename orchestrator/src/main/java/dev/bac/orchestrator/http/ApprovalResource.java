package dev.bac.orchestrator.http;

import dev.bac.identity.Caller;
import dev.bac.orchestrator.approval.Approval;
import dev.bac.orchestrator.approval.ApprovalStore;
import dev.bac.orchestrator.approval.ApprovalView;
import dev.bac.orchestrator.conversation.Decisions;
import dev.bac.orchestrator.problem.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Calls that wait for a person. */
public final class ApprovalResource implements Resource {
    private static final int LONGEST_REASON = 1_000;

    private final ApprovalStore approvals;
    private final Decisions decisions;
    private final Body body;
    private final int page;

    public ApprovalResource(ApprovalStore approvals, Decisions decisions, Body body, int page) {
        this.approvals = approvals;
        this.decisions = decisions;
        this.body = body;
        this.page = page;
    }

    record Decision(
            @Nullable String reason,
            @Nullable ObjectNode answers,
            @Nullable ObjectNode arguments) {}

    @Override
    public void routes(RoutesConfig routes) {
        routes.get("/api/v1/approvals", this::list);
        routes.get("/api/v1/approvals/{id}", this::get);
        routes.post("/api/v1/approvals/{id}/approve", ctx -> decide(ctx, true));
        routes.post("/api/v1/approvals/{id}/decline", ctx -> decide(ctx, false));
    }

    private void list(Context ctx) {
        Caller caller = Guard.caller(ctx, ConversationResource.SCOPE);
        var found = approvals.list(caller, state(ctx), Query.limit(ctx, page), Query.uuid(ctx, "cursor"));
        Answer.page(ctx, found, approval -> ApprovalView.of(approval, caller));
    }

    private void get(Context ctx) {
        Caller caller = Guard.caller(ctx, ConversationResource.SCOPE);
        Approval found =
                approvals.find(caller, Query.id(ctx, "approval")).orElseThrow(() -> Refusal.notFound("approval"));
        Answer.json(ctx, ApprovalView.of(found, caller));
    }

    private void decide(Context ctx, boolean approve) {
        Caller caller = Guard.caller(ctx);
        UUID id = Query.id(ctx, "approval");
        Optional<Decision> decision = body.read(ctx, Decision.class);
        Optional<String> reason = decision.map(Decision::reason);
        if (reason.filter(text -> text.length() > LONGEST_REASON).isPresent()) {
            throw Refusal.invalid("reason", "It is longer than " + LONGEST_REASON + " characters.");
        }
        Approval decided = decisions.decide(
                caller,
                id,
                approve,
                new Decisions.Said(reason, decision.map(Decision::answers), decision.map(Decision::arguments)));
        Answer.json(ctx, ApprovalView.of(decided, caller));
    }

    private static Optional<Approval.State> state(Context ctx) {
        try {
            return Query.text(ctx, "state").map(Approval.State::of);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("state", "It must be pending, approved, declined, expired or withdrawn.");
        }
    }
}
