package dev.bac.orchestrator.command;

import dev.bac.identity.Role;
import dev.bac.orchestrator.access.ApiKey;
import dev.bac.orchestrator.access.ApiKeys;
import dev.bac.orchestrator.access.Members;
import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.command.instance.Wrong;
import dev.bac.orchestrator.platform.FirstStart;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bac keys}: API keys, whether or not an instance runs on the data folder. */
@Command(name = "keys", description = "API keys.", mixinStandardHelpOptions = true)
final class KeysCommand {
    @Command(
            name = "create",
            description = "Make a key, and the user when there is none; prints the key alone.",
            mixinStandardHelpOptions = true)
    int create(
            @Mixin Options options,
            @Option(names = "--user", required = true, description = "Name of the user.") String user,
            @Option(
                            names = "--role",
                            defaultValue = "user",
                            description = "user, approver, admin, author, auditor, operator.")
                    String role,
            @Option(names = "--tenant", defaultValue = FirstStart.SLUG) String tenant,
            @Option(names = "--days", description = "Days until it expires; never when left out.") @Nullable Integer days) {
        Set<Role> roles = roles(role);
        Optional<Duration> life = Optional.ofNullable(days).map(Duration::ofDays);
        try {
            String key = InCompany.work(options, tenant, (access, company) -> {
                var member = access.members().enrol(company.id(), user, roles);
                return access.keys()
                        .create(member, roles, "made by ./bac keys create", life)
                        .text();
            });
            System.out.println(key);
            return 0;
        } catch (Members.BadName e) {
            throw new Wrong("--user: " + e.getMessage());
        }
    }

    @Command(name = "list", description = "The keys of a tenant.", mixinStandardHelpOptions = true)
    int list(@Mixin Options options, @Option(names = "--tenant", defaultValue = FirstStart.SLUG) String tenant) {
        InCompany.work(options, tenant, (access, company) -> access.keys().list(company.id()))
                .forEach(key -> System.out.println(line(key)));
        return 0;
    }

    @Command(name = "revoke", description = "End a key at once.", mixinStandardHelpOptions = true)
    int revoke(
            @Mixin Options options,
            @Option(names = "--tenant", defaultValue = FirstStart.SLUG) String tenant,
            @Parameters(paramLabel = "ID", description = "The key's id, from ./bac keys list.") String id) {
        UUID key = id(id);
        if (!InCompany.work(options, tenant, (access, company) -> access.keys().revoke(company.id(), key))) {
            throw new Failed("no key of that id works; ./bac keys list shows them");
        }
        awaitForgetting();
        return 0;
    }

    /** What runs beside this process takes a key it has just seen for a moment longer; at the end of this it does not. */
    private static void awaitForgetting() {
        try {
            Thread.sleep(ApiKeys.KNOWN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Wrong("\"" + text + "\" is not a key's id; ./bac keys list shows them");
        }
    }

    private static Set<Role> roles(String text) {
        try {
            return Arrays.stream(text.split(","))
                    .map(label -> Role.valueOf(label.strip().toUpperCase(Locale.ROOT)))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IllegalArgumentException e) {
            throw new Wrong(
                    "--role must be some of user, author, auditor, approver, admin, operator, with commas between");
        }
    }

    private static String line(ApiKey key) {
        String state = key.revoked()
                .map(at -> "revoked " + at)
                .orElse(key.expires().map(at -> "expires " + at).orElse("active"));
        String roles = key.member().roles().stream().map(Role::label).sorted().collect(Collectors.joining(","));
        return "%s  %s  %s  %s  %s"
                .formatted(key.id(), key.shown(), key.member().name(), roles, state);
    }
}
