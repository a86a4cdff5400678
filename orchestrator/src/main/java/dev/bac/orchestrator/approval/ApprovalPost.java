package dev.bac.orchestrator.approval;

import dev.bac.identity.Caller;
import dev.bac.orchestrator.access.Addresses;
import dev.bac.orchestrator.access.ApprovalLinks;
import dev.bac.orchestrator.access.LinkEntrance;
import dev.bac.orchestrator.access.Member;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Sends an approval to a colleague as a link, in the name of whoever asks for it, who agrees to it by that. */
public final class ApprovalPost {
    private static final int MOST_PEOPLE = 1_000;

    private final Store store;
    private final ApprovalStore approvals;
    private final ApprovalTerms.Rows terms = new ApprovalTerms.Rows();
    private final Addresses addresses;
    private final ApprovalLinks links;
    private final ApprovalMessage message;

    /**
     * What was sent.
     *
     * @param state of the message: held when no vendor carries it
     * @param told by the messaging server
     */
    public record Sent(String to, String state, String told, Instant expiresAt) {}

    /**
     * Somebody who may decide.
     *
     * @param reachable false when there is no address to send a link to
     */
    public record Decider(String name, boolean reachable) {}

    public ApprovalPost(Store store, Addresses addresses, ApprovalLinks links, ApprovalMessage message) {
        this.store = store;
        this.approvals = new ApprovalStore(store);
        this.addresses = addresses;
        this.links = links;
        this.message = message;
    }

    /**
     * Those to whom it can be sent, and those who could decide it but have no address. Nobody for a server's question.
     *
     * @throws Refusal when the caller sees no such approval
     */
    public List<Decider> deciders(Caller by, UUID id) {
        var approval = approvals.find(by, id).orElseThrow(() -> Refusal.notFound("approval"));
        if (approval.form().isPresent()) {
            return List.of();
        }
        return addresses.all(by.tenant(), MOST_PEOPLE).stream()
                .filter(one -> approval.mayBeDecidedBy(LinkEntrance.caller(one.member())))
                .filter(one -> !barred(approval, one.member()))
                .map(one -> new Decider(one.member().name(), one.address().isPresent()))
                .toList();
    }

    /**
     * Sends it.
     *
     * @throws Refusal when there is no such approval or person, the person may not decide it or cannot be reached, or
     *     nothing waits any more; then nothing was sent
     */
    public Sent send(Caller by, UUID id, String person) {
        var approval = approvals.find(by, id).orElseThrow(() -> Refusal.notFound("approval"));
        var to = addresses
                .find(by.tenant(), person)
                .orElseThrow(() -> Refusal.invalid("to", "Nobody of that name is in the company."));
        var now = message.now();
        refuse(approval, to.member(), now);
        var address = to.address()
                .orElseThrow(() -> Refusal.of(
                        ProblemCode.CONFLICT,
                        "There is no address of " + to.member().name() + ", so nothing was sent.",
                        "They find it on the page under approvals."));
        var letter = new ApprovalMessage.Letter(address, links.secret(), ApprovalMessage.linkEnd(approval, now));
        links.keep(to.member(), id, letter.secret(), letter.linkEndsAt());
        try {
            var told = message.send(by, approval, letter, "approval-link/" + message.newId());
            store.write(by.tenant(), tx -> {
                ApprovalMessage.audit(tx, by, approval, to.member().user().value(), "done");
                return true;
            });
            return new Sent(
                    to.member().name(),
                    told.path("message").path("state").asString("accepted"),
                    told.path("summary").asString(""),
                    letter.linkEndsAt());
        } catch (RuntimeException e) {
            links.forget(letter.secret());
            throw e;
        }
    }

    private void refuse(Approval approval, Member to, Instant now) {
        if (approval.form().isPresent()) {
            throw Refusal.of(ProblemCode.CONFLICT, "It is a question to be answered in the chat, so no link was sent.");
        }
        if (approval.state() != Approval.State.PENDING) {
            throw Refusal.of(
                    ProblemCode.ALREADY_DECIDED, "It is " + approval.state().label() + " already.");
        }
        if (!approval.expiresAt().isAfter(now)) {
            throw Refusal.of(ProblemCode.EXPIRED, "Its time is over.", "Ask for the same again.");
        }
        if (!approval.mayBeDecidedBy(LinkEntrance.caller(to)) || barred(approval, to)) {
            throw Refusal.of(ProblemCode.FORBIDDEN, to.name() + " may not decide this one, so no link was sent.");
        }
    }

    /** Whoever asked, where somebody else must agree. */
    private boolean barred(Approval approval, Member to) {
        return approval.requestedBy().equals(to.user())
                && store.read(to.tenant(), tx -> terms.find(tx, approval.id()))
                        .filter(ApprovalTerms::notRequester)
                        .isPresent();
    }
}
