package dev.bac.orchestrator.command;

import dev.bac.identity.Role;
import dev.bac.orchestrator.access.Addresses;
import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.command.instance.Wrong;
import dev.bac.orchestrator.platform.FirstStart;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bac people}: who is in a company and where messages reach them, whether or not an instance runs. */
@Command(name = "people", description = "People and their addresses.", mixinStandardHelpOptions = true)
final class PeopleCommand {
    private static final int MOST = 1_000;

    @Command(
            name = "list",
            description = "The people of a tenant, with roles and addresses.",
            mixinStandardHelpOptions = true)
    int list(@Mixin Options options, @Option(names = "--tenant", defaultValue = FirstStart.SLUG) String tenant) {
        InCompany.work(options, tenant, (access, company) -> access.addresses().all(company.id(), MOST))
                .forEach(one -> System.out.println(line(one)));
        return 0;
    }

    @Command(
            name = "address",
            description =
                    "Keep a person's e-mail address, to which approvals are sent as links; forget it with --none.",
            mixinStandardHelpOptions = true)
    int address(
            @Mixin Options options,
            @Option(names = "--user", required = true, description = "Name of the user.") String user,
            @Option(names = "--email", description = "The address.") @Nullable String email,
            @Option(names = "--none", description = "Forget it.") boolean none,
            @Option(names = "--tenant", defaultValue = FirstStart.SLUG) String tenant) {
        if (none == (email != null)) {
            throw new Wrong("give either --email or --none");
        }
        Optional<String> address = Optional.ofNullable(email).map(String::strip);
        if (address.filter(text -> !Addresses.isAddress(text)).isPresent()) {
            throw new Wrong("--email must be an e-mail address");
        }
        boolean kept = InCompany.work(
                options, tenant, (access, company) -> access.addresses().keep(company.id(), user, address));
        if (!kept) {
            throw new Failed("there is no user \"" + user + "\" in \"" + tenant + "\"; ./bac people list shows them");
        }
        return 0;
    }

    private static String line(Addresses.Reached one) {
        String roles = one.member().roles().stream().map(Role::label).sorted().collect(Collectors.joining(","));
        return "%s  %s  %s".formatted(one.member().name(), roles, one.address().orElse("no address"));
    }
}
