package dev.bac.orchestrator.workflow;

import dev.bac.agents.workflow.Step;
import dev.bac.identity.Caller;
import dev.bac.llm.Message;
import dev.bac.orchestrator.access.TriggerEntrance;
import dev.bac.orchestrator.conversation.Conversations;
import dev.bac.orchestrator.conversation.Rows;
import dev.bac.orchestrator.conversation.TranscriptStore;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.orchestrator.run.RunState;
import dev.bac.store.journal.Journal;
import dev.bac.store.journal.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Asks agents. What it asks is a conversation like any other, with a run, a journal and a lease of its own; this step
 * waits for its end. A service asks with the role of a user, and the agent's own tools bound what comes of it.
 */
final class AgentSteps {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    private final Pass pass;
    private final Caller asker;
    private final Talking talking;
    private final WaitRows waits;

    /** The conversations there are, and their tables. */
    record Talking(Supplier<Conversations> conversations, Rows rows) {}

    AgentSteps(Pass pass, Caller asker, Talking talking, WaitRows waits) {
        this.pass = pass;
        this.asker =
                asker.roles().isEmpty() ? TriggerEntrance.talking(asker.tenant(), asker.name(), asker.scopes()) : asker;
        this.talking = talking;
        this.waits = waits;
    }

    Outcome ask(Step.AskAgent ask, Scope scope) {
        String place = scope.place(ask.id());
        var known = pass.known(pass.name(place));
        if (known.isPresent() && known.get() instanceof Progress.Done done) {
            return Pass.outcome(done, place);
        }
        var journalled = pass.plain(place);
        String text = ask.say().value(scope.variables()).asString("");
        var begun = pass.writes().write(tx -> {
            if (pass.asked(tx).isPresent()) {
                return Optional.<WaitRows.Row>empty();
            }
            Journal.intend(tx, pass.writes().fence(), journalled);
            new StepRows()
                    .begin(
                            tx,
                            pass.id(),
                            new StepRows.Begun(
                                    journalled.step(),
                                    place,
                                    "agent",
                                    ask.common().title(),
                                    Optional.empty(),
                                    "none",
                                    Optional.of(JsonNodeFactory.instance
                                            .objectNode()
                                            .put("agent", ask.agent())
                                            .put("say", text))),
                            StepRow.State.WAITING);
            waits.add(tx, pass.id(), journalled.step(), "agent", null, tx.now().plus(LONGEST));
            return waits.find(tx, pass.id(), journalled.step());
        });
        if (begun.isEmpty()) {
            return new Outcome.Stopped("");
        }
        try {
            UUID conversation = begun.get()
                    .outcome()
                    .map(kept -> UUID.fromString(kept.path("conversation").asString()))
                    .orElseGet(() -> open(ask, journalled.step()));
            return follow(journalled, place, conversation, text);
        } catch (Refusal refused) {
            return pass.failed(journalled, place, refused.code().label(), refused.detail());
        }
    }

    private UUID open(Step.AskAgent ask, String step) {
        var made = talking.conversations()
                .get()
                .create(asker, Optional.of(ask.agent()), pass.workflow().about().title());
        JsonNode kept = JsonNodeFactory.instance
                .objectNode()
                .put("conversation", made.id().toString());
        pass.writes().write(tx -> {
            waits.outcome(tx, pass.id(), step, kept);
            return true;
        });
        return made.id();
    }

    private Outcome follow(dev.bac.store.journal.Step journalled, String place, UUID conversation, String text) {
        var tenant = pass.writes().tenant();
        var run =
                talking.rows().store().read(tenant, tx -> talking.rows().runs().latest(tx, conversation));
        if (run.isEmpty()) {
            talking.conversations().get().answer(asker, conversation, text, Optional.empty());
            return new Outcome.Waits(Optional.of(pass.now().plus(LOOK)));
        }
        RunState state = run.get().state();
        if (!state.ended()) {
            return new Outcome.Waits(Optional.of(pass.now().plus(LOOK)));
        }
        if (state != RunState.ANSWERED) {
            return pass.failed(journalled, place, state.label(), "The agent did not come to an answer.");
        }
        var output = JsonNodeFactory.instance
                .objectNode()
                .put("text", said(conversation))
                .put("conversation", conversation.toString())
                .put("run", run.get().id().toString());
        return pass.done(journalled, output, Optional.empty());
    }

    private String said(UUID conversation) {
        return talking
                .rows()
                .store()
                .read(pass.writes().tenant(), tx -> talking.rows().transcripts().read(tx, conversation))
                .reversed()
                .stream()
                .map(TranscriptStore.Entry::message)
                .filter(Message.Assistant.class::isInstance)
                .map(message -> ((Message.Assistant) message).text())
                .findFirst()
                .orElse("");
    }
}
