package dev.bac.orchestrator.command;

import dev.bac.orchestrator.command.instance.ChatClient;
import dev.bac.orchestrator.command.instance.ChatPrinter;
import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.command.instance.Running;
import dev.bac.orchestrator.command.instance.Wrong;
import dev.bac.orchestrator.config.ServerSettings;
import dev.bac.orchestrator.instance.InstanceFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code bac chat}: a question, or a conversation, on the terminal. */
@Command(
        name = "chat",
        description = "Ask one question, or hold a conversation when none is given.",
        mixinStandardHelpOptions = true)
final class ChatCommand implements Callable<Integer> {
    private static final int TRIES = 5;

    @Mixin
    private final Options options = new Options();

    @Option(names = "--agent", description = "Agent to talk to (default: the front desk).")
    private @Nullable String agent;

    @Parameters(arity = "0..*", paramLabel = "QUESTION")
    private List<String> question = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!question.isEmpty() && String.join(" ", question).isBlank()) {
            throw new Wrong("the question is empty; leave it out to hold a conversation");
        }
        var settings = options.settings(null, null);
        Optional<InstanceFile> instance = InstanceFile.find(settings.server().data());
        if (instance.isPresent()) {
            return talk(new ChatClient(instance.get()));
        }
        System.err.println("No instance runs on " + settings.server().data() + "; starting one for this question …");
        var server = settings.server();
        var own = settings.with(new ServerSettings("127.0.0.1", 0, server.data()));
        try (var _ = Running.start(own, true)) {
            return talk(new ChatClient(InstanceFile.find(server.data()).orElseThrow()));
        }
    }

    private int talk(ChatClient client) throws IOException, InterruptedException {
        var terminal = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        if (!question.isEmpty()) {
            String conversation = client.begin(Optional.ofNullable(agent));
            boolean answered = exchange(client, conversation, String.join(" ", question), terminal, false);
            client.hint().ifPresent(System.err::println);
            return answered ? 0 : 1;
        }
        System.err.println("Say something; an empty line ends the conversation.");
        String conversation = "";
        for (String said = prompt(terminal, "> "); !said.isBlank(); said = prompt(terminal, "> ")) {
            if (conversation.isEmpty()) {
                conversation = client.begin(Optional.ofNullable(agent));
            }
            exchange(client, conversation, said, terminal, true);
        }
        client.hint().ifPresent(System.err::println);
        return 0;
    }

    @SuppressWarnings("SystemConsoleNull") // JDK 25 answers null again where the input is no terminal.
    private static boolean atTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    private static boolean exchange(
            ChatClient client, String conversation, String said, BufferedReader terminal, boolean interactive)
            throws IOException, InterruptedException {
        var printer = new ChatPrinter(question -> answer(client, question, terminal, interactive || atTerminal()));
        client.say(conversation, said, printer);
        while (!printer.waiting().isEmpty()) {
            if (!interactive && !atTerminal()) {
                printer.takeWaiting().forEach(approval -> System.err.println("  " + approval.text()));
                System.err.println("It waits for approval; decide in the page, or with ./bac chat alone.");
                return true;
            }
            for (var approval : printer.takeWaiting()) {
                String answer = prompt(terminal, "Approve \"" + approval.text() + "\"? [y/N] ");
                client.decide(
                        approval.id(), answer.strip().toLowerCase(Locale.ROOT).startsWith("y"));
            }
            client.follow(conversation, printer);
        }
        return printer.finish();
    }

    /** A question that nobody is there to answer is declined, so that the tool need not wait. */
    private static void answer(ChatClient client, JsonNode question, BufferedReader terminal, boolean there) {
        String path = "/api/v1/approvals/" + question.path("id").asString("");
        try {
            for (int tries = 0; tries < TRIES; tries++) {
                var filled = there ? new TerminalForm(terminal).fill(question) : Optional.<ObjectNode>empty();
                var body = JsonNodeFactory.instance.objectNode();
                filled.filter(_ -> question.path("form").path("schema").isObject())
                        .ifPresent(answers -> body.set("answers", answers));
                try {
                    client.send(path + (filled.isPresent() ? "/approve" : "/decline"), body);
                    return;
                } catch (Failed refused) {
                    System.err.println("  " + refused.getMessage());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String prompt(BufferedReader terminal, String text) throws IOException {
        System.err.print(text);
        System.err.flush();
        return Optional.ofNullable(terminal.readLine()).orElse("");
    }
}
