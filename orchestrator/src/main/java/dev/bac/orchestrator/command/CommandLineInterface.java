package dev.bac.orchestrator.command;

import dev.bac.agents.format.FormatException;
import dev.bac.orchestrator.command.bench.BenchCommand;
import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.orchestrator.command.instance.WhileOpen;
import dev.bac.orchestrator.command.instance.Wrong;
import dev.bac.orchestrator.config.ConfigRefused;
import dev.bac.orchestrator.platform.StartRefused;
import dev.bac.store.StoreException;
import dev.bac.store.embedded.PostgresFailure;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./bac}: the commands, and what becomes of their failures. */
@Command(
        name = "bac",
        description = "Business at the speed of prompt.",
        mixinStandardHelpOptions = true,
        version = "BAC 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            ChatCommand.class,
            McpCommand.class,
            ServeCommand.class,
            KeysCommand.class,
            PeopleCommand.class,
            AgentsCommand.class,
            WorkflowsCommand.class,
            RunsCommand.class,
            ServersCommand.class,
            ModelsCommand.class,
            UsageCommand.class,
            BudgetsCommand.class,
            DoctorCommand.class,
            BenchCommand.class,
            TrainCommand.class
        })
public final class CommandLineInterface {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final String DEBUG = "--debug";

    private CommandLineInterface() {}

    /**
     * Runs a command.
     *
     * @return the exit code: 0 done, 1 failed, 2 wrong usage
     */
    public static int run(String... given) {
        boolean debug = Arrays.asList(given).contains(DEBUG);
        String[] arguments =
                Arrays.stream(given).filter(argument -> !argument.equals(DEBUG)).toArray(String[]::new);
        var line = new CommandLine(new CommandLineInterface());
        line.setExecutionExceptionHandler((e, _, _) -> told(e, debug));
        line.setParameterExceptionHandler((e, _) -> wrong(e));
        if (arguments.length == 0) {
            line.usage(System.err);
            return WRONG_USAGE;
        }
        try {
            return line.execute(arguments);
        } catch (Error e) {
            return told(e, debug);
        }
    }

    /** One line that says what and how to mend; the stack trace only for those who ask. */
    private static int told(Throwable e, boolean debug) {
        if (WhileOpen.stopping()) {
            WhileOpen.leaveToSignal();
            return FAILED;
        }
        if (debug) {
            e.printStackTrace();
        }
        String message = String.join(
                " ", String.valueOf(e.getMessage()).lines().map(String::strip).toList());
        return switch (e) {
            case Wrong _ -> said(message, WRONG_USAGE);
            case Failed _, ConfigRefused _, StartRefused _, PostgresFailure _, StoreException _, FormatException _ ->
                said(message, FAILED);
            default ->
                said(
                        "failed: " + e.getClass().getSimpleName() + ": " + message
                                + " (run again with --debug for more)",
                        FAILED);
        };
    }

    private static int said(String message, int code) {
        System.err.println("bac: " + message);
        return code;
    }

    private static int wrong(CommandLine.ParameterException e) {
        String usage = e.getCommandLine().getCommandSpec().qualifiedName();
        System.err.println("bac: "
                + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + " (see " + usage + " --help)");
        return WRONG_USAGE;
    }
}
