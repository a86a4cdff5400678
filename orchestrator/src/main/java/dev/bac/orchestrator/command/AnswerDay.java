package dev.bac.orchestrator.command;

import dev.bac.identity.Role;
import dev.bac.orchestrator.instance.InstanceFile;
import dev.bac.orchestrator.run.ModelCalls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
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
    private final List<ChatClient> people;

    /**
     * What came of a day. {@code repeated} counts questions the same person had asked with no write since, and
     * {@code missed} names those of them that were asked of the agent all the same.
     */
    record Result(
            int asked,
            int again,
            int repeated,
            int repeatedAgain,
            Map<String, Integer> missed,
            Samples served,
            Samples asking) {}

    AnswerDay(Running running, Path data) {
        this.running = running;
        this.data = data;
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
        var served = new Samples(questions);
        var asking = new Samples(questions);
        var standing = new HashSet<String>();
        var missed = new TreeMap<String, Integer>();
        int again = 0;
        int repeated = 0;
        int repeatedAgain = 0;
        for (int i = 0; i < questions; i++) {
            if (writes > 0 && i % writes == writes - 1) {
                changes.write(random);
                standing.clear();
            }
            int person = random.nextInt(people.size());
            String question = QUESTIONS.get(zipf(random, QUESTIONS.size()));
            boolean known = !standing.add(person + question);
            var spoken = ask(people.get(person), question);
            boolean hit = spoken.model().equals(ModelCalls.SERVED_AGAIN);
            (hit ? served : asking).add(spoken.nanos());
            again += hit ? 1 : 0;
            if (known) {
                repeated++;
                repeatedAgain += hit ? 1 : 0;
                if (!hit) {
                    missed.merge(question, 1, Integer::sum);
                }
            }
        }
        return new Result(questions, again, repeated, repeatedAgain, missed, served, asking);
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
