package dev.bac.orchestrator.http;

import dev.bac.identity.Caller;
import dev.bac.orchestrator.access.ApprovalLinks;
import dev.bac.orchestrator.access.LinkEntrance;
import dev.bac.orchestrator.access.WebSessions;
import dev.bac.orchestrator.approval.Approval;
import dev.bac.orchestrator.approval.ApprovalPost;
import dev.bac.orchestrator.approval.ApprovalStore;
import dev.bac.orchestrator.conversation.Decisions;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Approvals by a link in a message. Opening it shows what will be done and changes nothing, since mail programs open links
 * by themselves; only the page's own form decides, for the person the link was sent to and nobody else.
 */
public final class ApprovalLinkResource implements Resource {
    private static final int LONGEST_REASON = 900;

    private final Approvals approvals;
    private final ApprovalLinks links;
    private final WebSessions sessions;
    private final Body body;
    private final InstantSource clock;

    /** Where approvals are, who sends them, and what is done when they are decided. */
    public record Approvals(ApprovalStore store, ApprovalPost post, Decisions decisions) {}

    public ApprovalLinkResource(
            Approvals approvals, ApprovalLinks links, WebSessions sessions, Body body, InstantSource clock) {
        this.approvals = approvals;
        this.links = links;
        this.sessions = sessions;
        this.body = body;
        this.clock = clock;
    }

    record Sending(String to) {}

    record Deciders(List<ApprovalPost.Decider> items) {}

    @Override
    public void routes(RoutesConfig routes) {
        routes.get("/api/v1/approvals/{id}/people", this::people);
        routes.post("/api/v1/approvals/{id}/send", this::send);
        routes.get("/approve", ctx -> page(ctx, this::show));
        routes.post("/approve", ctx -> page(ctx, this::decide));
    }

    private void people(Context ctx) {
        Caller caller = Guard.caller(ctx, ConversationResource.SCOPE);
        Answer.json(ctx, new Deciders(approvals.post().deciders(caller, Query.id(ctx, "approval"))));
    }

    private void send(Context ctx) {
        Caller caller = Guard.caller(ctx, ConversationResource.SCOPE);
        String to = Optional.ofNullable(body.require(ctx, Sending.class).to())
                .map(String::strip)
                .orElseThrow(() -> Refusal.invalid("to", "The field is missing."));
        Answer.json(ctx, approvals.post().send(caller, Query.id(ctx, "approval"), to));
    }

    private interface Page {
        String of(Context ctx);
    }

    /** Whatever is refused is told on a page too. */
    private static void page(Context ctx, Page page) {
        ctx.header("Cache-Control", "no-store");
        ctx.contentType("text/html; charset=utf-8");
        try {
            ctx.result(page.of(ctx));
        } catch (Refusal refusal) {
            ctx.status(refusal.code().status());
            ctx.result(DecisionPage.tell(
                    "Nothing was decided",
                    refusal.detail() + refusal.remedy().map(more -> " " + more).orElse("")));
        }
    }

    private String show(Context ctx) {
        String token = Optional.ofNullable(ctx.queryParam("token")).orElse("");
        var link = link(ctx, token);
        var approval = approvals
                .store()
                .find(LinkEntrance.caller(link.member()), link.approval())
                .orElseThrow(() -> Refusal.notFound("approval"));
        if (approval.state() != Approval.State.PENDING) {
            throw Refusal.of(
                    ProblemCode.ALREADY_DECIDED, "It is " + approval.state().label() + " already.");
        }
        return DecisionPage.ask(approval, link.member().name(), token);
    }

    private String decide(Context ctx) {
        String token = Optional.ofNullable(ctx.formParam("token")).orElse("");
        boolean approve = approves(ctx);
        var reason =
                Optional.ofNullable(ctx.formParam("reason")).map(String::strip).orElse("");
        if (reason.length() > LONGEST_REASON) {
            throw Refusal.invalid("reason", "The reason is longer than " + LONGEST_REASON + " characters.");
        }
        if (reason.indexOf('\0') >= 0) {
            throw Body.nul("reason");
        }
        var link = link(ctx, token);
        if (!links.use(token)) {
            throw used();
        }
        try {
            var said = new Decisions.Said(
                    Optional.of("By a link in a message." + (reason.isEmpty() ? "" : " " + reason)),
                    Optional.empty(),
                    Optional.empty());
            var decided =
                    approvals.decisions().decide(LinkEntrance.caller(link.member()), link.approval(), approve, said);
            return told(decided);
        } catch (RuntimeException e) {
            links.giveBack(token);
            throw e;
        }
    }

    private static boolean approves(Context ctx) {
        return switch (Optional.ofNullable(ctx.formParam("decision")).orElse("")) {
            case "approve" -> true;
            case "decline" -> false;
            default -> throw Refusal.invalid("decision", "The decision must be approve or decline.");
        };
    }

    private static String told(Approval decided) {
        return switch (decided.state()) {
            case APPROVED -> DecisionPage.tell("Approved", decided.title() + ": it is done now.");
            case DECLINED -> DecisionPage.tell("Declined", decided.title() + ": it is not done.");
            case PENDING, EXPIRED, WITHDRAWN ->
                DecisionPage.tell(
                        "Your agreement counts", decided.title() + ": others must agree too before it is done.");
        };
    }

    /** @throws Refusal when it is none of ours, somebody else's, used, or too old */
    private ApprovalLinks.Link link(Context ctx, String token) {
        var link = links.find(token)
                .orElseThrow(() -> Refusal.of(ProblemCode.NOT_FOUND, "There is no such link.", "Ask for a new one."));
        boolean other = Optional.ofNullable(ctx.cookie(Guard.COOKIE))
                .flatMap(sessions::verify)
                .filter(member -> !member.user().equals(link.member().user()))
                .isPresent();
        if (other) {
            throw Refusal.of(
                    ProblemCode.FORBIDDEN, "The link was sent to somebody else.", "They must open it themselves.");
        }
        if (link.used()) {
            throw used();
        }
        if (!link.expiresAt().isAfter(clock.instant())) {
            throw Refusal.of(ProblemCode.EXPIRED, "The time of this link is over.", "Ask for a new one.");
        }
        return link;
    }

    private static Refusal used() {
        return Refusal.of(ProblemCode.LINK_USED, "A link works once, and this one was used.", "Ask for a new one.");
    }
}
