package dev.bac.orchestrator.command.bench;

import dev.bac.identity.Role;
import dev.bac.identity.TenantId;
import dev.bac.orchestrator.command.instance.ChatClient;
import dev.bac.orchestrator.command.instance.ChatPrinter;
import dev.bac.orchestrator.command.instance.Running;
import dev.bac.orchestrator.instance.InstanceFile;
import dev.bac.orchestrator.run.ModelCalls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A day of repeated business questions over HTTP: three people ask the same twenty again and again, a few questions much
 * more often than most (the n-th as often as 1/n), each time in a new conversation.
 */
final class AnswerDay {
    private static final List<String> QUESTIONS = List.of(
            "Which invoices are overdue, and by how much?",
            "Which deals are open?",
            "Which products are low in stock?",
            "Show the trial balance",
            "How much did we invoice last month?",
            "Which customers do we have in Rotterdam?",
            "Show the pipeline by stage",
            "What are the open leads?",
            "Which activities are overdue?",
            "Show receivables by age",
            "Which items do we sell?",
            "Which orders are open?",
            "List our customers",
            "Revenue this year by month",
            "Which deals close this month?",
            "What is our revenue by customer this year?",
            "Which invoices are open?",
            "What tasks are due this week?",
            "Which payments came in last month?",
            "Show the largest deals");
    private static final List<String> PEOPLE = List.of("Day One", "Day Two", "Day Three");

    private final Running running;
    private final Path data;
    private final TenantId tenant;
    private final List<ChatClient> people;

    /**
     * What came of a day.
     *
     * @param repeated asked by the same person before, with nothing changed since that the answer stands on
     * @param repeatedAgain of these, how many were answered again
     * @param missed those of them that were not, by question, and how often
     * @param changed asked by the same person before, with a change since
     * @param stale of these, how many were answered again: none may be
     */
    record Result(
            int asked,
            int again,
            int repeated,
            int repeatedAgain,
            Map<String, Integer> missed,
            int changed,
            int stale,
            Samples served,
            Samples asking) {}

    /**
     * A question that was asked of the agent.
     *
     * @param before marks before it was asked, and after
     * @param kinds what its answer stands on; none when it was not kept
     */
    private record Standing(ChangeMarks before, ChangeMarks after, Set<String> kinds) {}

    AnswerDay(Running running, Path data, TenantId tenant) {
        this.running = running;
        this.data = data;
        this.tenant = tenant;
        this.people = PEOPLE.stream().map(this::person).toList();
    }

    private ChatClient person(String name) {
        var access = running.platform().access();
        var company = access.companies().active().getFirst();
        var member = access.members().enrol(company.id(), name, Set.of(Role.USER));
        String key = access.keys()
                .create(member, Set.of(Role.USER), "bench", Optional.empty())
                .text();
        InstanceFile file = InstanceFile.find(data).orElseThrow();
        return new ChatClient(new InstanceFile(file.address(), key, file.database(), file.pid(), file.began()));
    }

    /** @param writes one for so many questions; 0 for none */
    Result run(int questions, int writes, RandomWrites changes, long seed) throws IOException, InterruptedException {
        var random = new SplittableRandom(seed);
        var tally = new Tally(questions);
        var standing = new HashMap<String, Standing>();
        for (int i = 0; i < questions; i++) {
            if (writes > 0 && i % writes == writes - 1) {
                changes.write(random);
            }
            int person = random.nextInt(people.size());
            String question = QUESTIONS.get(zipf(random, QUESTIONS.size()));
            String asked = person + question;
            ChangeMarks before = marks();
            var kept = kept();
            var spoken = ask(people.get(person), question);
            ChangeMarks after = marks();
            boolean hit = spoken.model().equals(ModelCalls.SERVED_AGAIN);
            (hit ? tally.served : tally.asking).add(spoken.nanos());
            tally.again += hit ? 1 : 0;
            var known = standing.get(asked);
            if (known != null) {
                tally.repeat(question, hit, known, before, after);
            }
            if (!hit) {
                var now = kept();
                standing.put(asked, new Standing(before, after, now.at().equals(kept.at()) ? Set.of() : now.kinds()));
            }
        }
        return tally.result(questions);
    }

    private ChangeMarks marks() {
        return ChangeMarks.now(running.platform().storage().address(), tenant);
    }

    private ChangeMarks.Kept kept() {
        return ChangeMarks.Kept.last(running.platform().storage().address(), tenant);
    }

    private static final class Tally {
        private final Samples served;
        private final Samples asking;
        private final Map<String, Integer> missed = new TreeMap<>();
        private int again;
        private int repeated;
        private int repeatedAgain;
        private int changed;
        private int stale;

        Tally(int questions) {
            served = new Samples(questions);
            asking = new Samples(questions);
        }

        /** A change while it was asked counts neither way. */
        void repeat(String question, boolean hit, Standing known, ChangeMarks before, ChangeMarks after) {
            if (known.before.changed(after, known.kinds).isEmpty()) {
                repeated++;
                repeatedAgain += hit ? 1 : 0;
                if (!hit) {
                    String why = known.kinds.isEmpty() ? " (its answer was not kept)" : "";
                    missed.merge(question + why, 1, Integer::sum);
                }
            } else if (!known.after.changed(before, known.kinds).isEmpty()) {
                changed++;
                stale += hit ? 1 : 0;
            }
        }

        Result result(int asked) {
            return new Result(asked, again, repeated, repeatedAgain, missed, changed, stale, served, asking);
        }
    }

    private record Spoken(String model, long nanos) {}

    private static Spoken ask(ChatClient client, String question) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        var printer = ChatPrinter.silent();
        client.say(client.begin(Optional.empty()), question, printer);
        return new Spoken(printer.model(), System.nanoTime() - begin);
    }

    private static int zipf(SplittableRandom random, int size) {
        var shares = new ArrayList<Double>();
        double sum = 0;
        for (int rank = 1; rank <= size; rank++) {
            sum += 1.0 / rank;
            shares.add(sum);
        }
        double at = random.nextDouble(sum);
        int rank = 0;
        while (rank < size - 1 && shares.get(rank) < at) {
            rank++;
        }
        return rank;
    }
}
