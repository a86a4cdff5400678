package dev.bac.provisioning.activation;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.provisioning.activation.Requests.BusinessRequested;
import dev.bac.provisioning.profile.Profile;
import dev.bac.provisioning.profile.ProfileReader;
import dev.bac.provisioning.profile.ProfileReader.Problem;
import dev.bac.provisioning.profile.Profiles;
import dev.bac.store.Tx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tools on business profiles as JSON: their schema, checking one, setting up a business from one. */
public final class ProfileTools {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SCHEMA = "/dev/bac/provisioning/business-profile.schema.json";
    private final Requests requests;
    private final Profiles profiles;
    private final ObjectNode schema = schema();

    public ProfileTools(Requests requests, Profiles profiles) {
        this.requests = requests;
        this.profiles = profiles;
    }

    /** What {@code provisioning_profile_schema} takes: nothing that matters. */
    public record SchemaWanted(
            @Arg("The schema's name, business-profile") @Nullable String name) {}

    /** What {@code provisioning_profile_schema} answers. */
    public record SchemaShown(String summary, ObjectNode schema) implements Told {}

    /** What {@code provisioning_profile_check} takes. */
    public record ProfileGiven(
            @Arg(value = "The profile as JSON text", longest = ProfileReader.LONGEST)
            String profile) {}

    /** What {@code provisioning_profile_check} answers; {@code reading} is null when there are problems. */
    public record ProfileChecked(
            String summary,
            boolean good,
            List<Problem> problems,
            @Nullable ObjectNode reading) implements Told {}

    /** What {@code provisioning_profile_activate} takes. */
    public record ProfileActivate(
            @Arg(value = "The profile as JSON text", longest = ProfileReader.LONGEST)
            String profile,

            @Arg("A key of your own: the same key asks for the same business again and makes no second one") @Nullable String requestKey) {}

    /** All three. */
    public List<Tool<?, ?>> tools() {
        return List.of(
                Tool.read(
                        "provisioning_profile_schema",
                        "Schema of business profiles",
                        "Answers the JSON Schema of business profiles.",
                        SchemaWanted.class,
                        SchemaShown.class,
                        (_, _, _) -> new SchemaShown("The JSON Schema of business profiles.", schema)),
                Tool.read(
                                "provisioning_profile_check",
                                "Check a business profile",
                                "Reads a business profile given as JSON text, without setting anything up: everything that is"
                                        + " wrong with its path and a remedy, or what would be set up.",
                                ProfileGiven.class,
                                ProfileChecked.class,
                                this::check)
                        .example(
                                "Is this profile valid? {\"business_name\": \"Medix\"}",
                                new ProfileGiven("{\"business_name\": \"Medix\"}")),
                Tool.write(
                        "provisioning_profile_activate",
                        "Set up a business from a profile",
                        "Sets up a complete new business from a profile given as JSON text; see"
                                + " provisioning_profile_schema.",
                        Effect.WRITE,
                        Risk.BULK,
                        ProfileActivate.class,
                        BusinessRequested.class,
                        this::activate));
    }

    private ProfileChecked check(Caller caller, Tx tx, ProfileGiven given) {
        var outcome = ProfileReader.read(given.profile());
        if (outcome.wanted() == null) {
            return wrong(outcome.problems());
        }
        Profile profile;
        try {
            profile = profiles.complete(outcome.wanted());
        } catch (ToolRefusal e) {
            return wrong(List.of(completing(e)));
        }
        return new ProfileChecked(
                "The profile is good: %s, %s in %s with %s, plan %s, chart %s."
                        .formatted(
                                profile.businessName(),
                                profile.industry(),
                                profile.country(),
                                profile.currency(),
                                profile.plan().key(),
                                profile.chart()),
                true,
                List.of(),
                JSON.valueToTree(profile));
    }

    private static ProfileChecked wrong(List<Problem> problems) {
        return new ProfileChecked(
                problems.size() + (problems.size() == 1 ? " problem: " : " problems: ")
                        + problems.stream().limit(5).map(ProfileTools::told).collect(Collectors.joining("; ")) + ".",
                false,
                problems,
                null);
    }

    private static String told(Problem problem) {
        return problem.path() + " " + problem.problem() + ", " + problem.remedy();
    }

    /** What completing refused, under the name that the field has in JSON. */
    private static Problem completing(ToolRefusal refusal) {
        String text = Objects.requireNonNull(refusal.getMessage());
        int colon = text.indexOf(": ");
        String field = text.substring(0, Math.max(0, colon))
                .replaceAll("([A-Z])", "_$1")
                .toLowerCase(java.util.Locale.ROOT);
        return new Problem("$." + field, "cannot be", text.substring(colon < 0 ? 0 : colon + 2));
    }

    private BusinessRequested activate(Caller caller, Tx tx, ProfileActivate given) {
        var outcome = ProfileReader.read(given.profile());
        if (outcome.wanted() == null) {
            throw ToolRefusal.invalid(
                    "profile",
                    outcome.problems().stream().map(ProfileTools::told).collect(Collectors.joining("; ")));
        }
        return requests.ask(
                caller,
                tx,
                profiles.complete(outcome.wanted()),
                Given.lineOrNull("requestKey", given.requestKey(), 100));
    }

    private static ObjectNode schema() {
        try (InputStream in = Objects.requireNonNull(ProfileTools.class.getResourceAsStream(SCHEMA), SCHEMA)) {
            return (ObjectNode) JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
