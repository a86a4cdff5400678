package dev.bac.orchestrator.command;

import dev.bac.orchestrator.command.instance.ChatClient;
import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.instance.InstanceFile;

/** The running instance of a data folder, for commands that work beside it. */
final class Instances {
    private Instances() {}

    /** @throws Failed when none runs */
    static ChatClient client(Options options) {
        var data = options.settings().server().data();
        return new ChatClient(InstanceFile.find(data)
                .orElseThrow(() -> new Failed("no instance runs on " + data + "; start it with ./bac up")));
    }
}
