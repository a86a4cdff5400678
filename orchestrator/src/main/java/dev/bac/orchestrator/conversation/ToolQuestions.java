package dev.bac.orchestrator.conversation;

import dev.bac.agents.Approvers;
import dev.bac.identity.Caller;
import dev.bac.identity.Delegation;
import dev.bac.orchestrator.approval.Approval;
import dev.bac.orchestrator.approval.ApprovalView;
import dev.bac.orchestrator.approval.AskedForm;
import dev.bac.orchestrator.approval.FilledForm;
import dev.bac.orchestrator.run.RunRecord;
import dev.bac.store.Tx;
import dev.bac.tools.mcp.Plain;
import dev.bac.tools.mcp.session.Answer;
import dev.bac.tools.mcp.session.Attendant;
import dev.bac.tools.mcp.session.Progress;
import dev.bac.tools.mcp.session.Question;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Puts what a foreign server asks, while its tool runs, to the person in whose chat it runs. The question is kept with the
 * approvals and shown in the same stream; the run waits for it, and its clock stands still meanwhile. A run that is taken
 * up elsewhere leaves its question to expire.
 */
public final class ToolQuestions implements Attendant {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int MOST_OF_A_RUN = 50;
    private static final int LONGEST = 2_000;
    private static final String POLICY = "question";

    private final Rows rows;
    private final Waits waits;
    private final Duration patience;
    private final InstantSource clock;

    /** @param patience how long a person may think about one question */
    public ToolQuestions(Rows rows, Waits waits, Duration patience, InstantSource clock) {
        this.rows = rows;
        this.waits = waits;
        this.patience = patience;
        this.clock = clock;
    }

    @Override
    public boolean answers() {
        return true;
    }

    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public void progress(Caller caller, Progress progress) {
        // The page shows that a tool runs; how far it is, it does not.
    }

    /** Outside a run there is nobody to ask. */
    @Override
    public Answer answer(Caller caller, Question question) {
        var run = caller.actor().flatMap(Delegation::run).map(UUID::fromString);
        if (run.isEmpty() || (question instanceof Question.Form form && !FilledForm.canBeShown(form.schema()))) {
            return new Answer.Declined();
        }
        var asked = ask(caller, run.get(), question);
        if (asked.isEmpty()) {
            return new Answer.Declined();
        }
        Instant from = clock.instant();
        try {
            return await(caller, asked.get());
        } finally {
            waits.add(run.get(), Duration.between(from, clock.instant()));
        }
    }

    private Optional<Approval> ask(Caller caller, UUID run, Question question) {
        var asked = rows.store().write(caller.tenant(), tx -> {
            Optional<RunRecord> found = rows.runs().find(tx, run);
            if (found.isEmpty() || rows.approvals().ofRun(tx, run).size() >= MOST_OF_A_RUN) {
                return Optional.<Approval>empty();
            }
            var approval = approval(tx, caller, found.get(), question);
            rows.approvals().add(tx, approval);
            tell(tx, caller, approval);
            return Optional.of(approval);
        });
        asked.ifPresent(one -> rows.log().ring(one.conversation()));
        return asked;
    }

    private Answer await(Caller caller, Approval asked) {
        Instant end = clock.instant().plus(patience);
        while (true) {
            var now = rows.approvals().find(caller, asked.id()).orElseThrow();
            switch (now.state()) {
                case APPROVED -> {
                    return new Answer.Accepted(now.answers().orElseGet(JsonNodeFactory.instance::objectNode));
                }
                case DECLINED -> {
                    return new Answer.Declined();
                }
                case EXPIRED, WITHDRAWN -> {
                    return new Answer.Cancelled();
                }
                case PENDING -> {
                    boolean late = !clock.instant().isBefore(end);
                    if (late
                            || rows.progress()
                                    .used(caller.tenant(), asked.run())
                                    .cancelAsked()
                            || !paused()) {
                        withdraw(caller, asked, late ? Approval.State.EXPIRED : Approval.State.WITHDRAWN);
                    }
                }
            }
        }
    }

    /** A decision that came first stands. */
    private void withdraw(Caller caller, Approval asked, Approval.State how) {
        boolean interrupted = Thread.interrupted();
        rows.store().write(caller.tenant(), tx -> {
            rows.approvals().decide(tx, asked.id(), how, null, null);
            tell(tx, caller, rows.approvals().lock(tx, asked.id()).orElseThrow());
            return true;
        });
        rows.log().ring(asked.conversation());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean paused() {
        try {
            Thread.sleep(LOOK);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void tell(Tx tx, Caller caller, Approval approval) {
        rows.log()
                .append(
                        tx,
                        approval.conversation(),
                        "approval",
                        Events.json(new Events.Approval(approval.run(), ApprovalView.of(approval, caller))));
    }

    private Approval approval(Tx tx, Caller caller, RunRecord run, Question question) {
        var id = tx.newId();
        var nothing = JsonNodeFactory.instance.objectNode();
        return new Approval(
                id,
                run.conversation(),
                run.id(),
                run.id() + "/question/" + id,
                Approvers.ANYBODY,
                caller.actor().map(Delegation::agent).orElse(""),
                question.tool(),
                "A question from " + question.server(),
                question.server(),
                "read",
                "none",
                nothing,
                "",
                shortened(Plain.text(question.message())),
                nothing,
                POLICY,
                caller.user(),
                caller.name(),
                tx.now(),
                tx.now().plus(patience),
                Approval.State.PENDING,
                Optional.empty(),
                Optional.of(form(question)),
                Optional.empty(),
                Approval.Agreement.OF_ONE);
    }

    private static AskedForm form(Question question) {
        return switch (question) {
            case Question.Form form -> {
                var schema = form.schema().deepCopy();
                Plain.words(schema);
                yield new AskedForm(schema, null);
            }
            case Question.Visit visit -> new AskedForm(null, Plain.text(visit.url()));
        };
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
