package dev.bac.orchestrator.command;

import dev.bac.orchestrator.access.Company;
import dev.bac.orchestrator.command.instance.Connections;
import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.command.instance.WhileOpen;
import dev.bac.orchestrator.platform.Access;
import dev.bac.orchestrator.platform.FirstStart;
import dev.bac.orchestrator.platform.Storage;
import dev.bac.store.UuidV7;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/** Work on one company's people and keys, whether or not an instance runs on the data folder. */
final class InCompany {
    private InCompany() {}

    /** @throws Failed when there is no such tenant */
    static <T> T work(Options options, String tenant, BiFunction<Access, Company, T> work) {
        Clock clock = Clock.systemUTC();
        try (var open = new WhileOpen(OptionalInt.empty())) {
            Storage storage = Connections.open(options.settings(), open);
            var access = Access.open(storage.database(), clock, new UuidV7(clock, new SecureRandom()));
            Company company = FirstStart.find(access, tenant)
                    .orElseThrow(() -> new Failed("there is no tenant \"" + tenant + "\" here"));
            return work.apply(access, company);
        }
    }
}
