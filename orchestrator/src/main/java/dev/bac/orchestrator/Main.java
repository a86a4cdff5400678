package dev.bac.orchestrator;

import dev.bac.orchestrator.command.CommandLineInterface;

/** Where the program begins. */
public final class Main {
    private Main() {}

    public static void main(String... arguments) {
        System.exit(CommandLineInterface.run(arguments));
    }
}
