package dev.bac.orchestrator.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads {@code bac.yaml}. */
public final class SettingsReader {
    /** A longer file is no configuration. In bytes. */
    private static final long LONGEST = 1 << 20;

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final UnaryOperator<@Nullable String> environment;

    /** @param environment gives the value of a variable, or null */
    public SettingsReader(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    /**
     * The settings of {@code file}; the defaults when there is no such file.
     *
     * @param mustExist true when somebody named the file
     * @throws ConfigRefused at the first mistake
     */
    public Settings read(Path file, boolean mustExist) {
        if (!Files.exists(file)) {
            if (mustExist) {
                throw new ConfigRefused(file + ": no such file; leave --config away to use the defaults");
            }
            return parse(file, "");
        }
        try {
            if (Files.size(file) > LONGEST) {
                throw new ConfigRefused(file + ": longer than " + LONGEST + " bytes");
            }
            return parse(file, Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new ConfigRefused(file + ":1: is not UTF-8; save it as UTF-8");
        } catch (IOException e) {
            throw new ConfigRefused(file + ": cannot be read; check its permissions");
        }
    }

    Settings parse(Path file, String text) {
        JsonNode tree;
        Map<String, Integer> lines;
        try {
            tree = YAML.readTree(text);
            lines = YamlLines.of(text);
        } catch (JacksonException e) {
            throw new ConfigRefused("%s:%d: is not YAML: %s"
                    .formatted(
                            file,
                            Math.max(1, e.getLocation().getLineNr()),
                            e.getOriginalMessage().lines().findFirst().orElse("")));
        }
        var root = new Section(file, "", tree, lines, environment);
        var settings = new Settings(
                ServerSettings.read(root.section("server")),
                DatabaseSettings.read(root.section("database")),
                ModelSettings.read(root.section("models"), root.section("router")),
                LimitSettings.read(root.section("limits")),
                ApprovalSettings.read(root.section("approvals")),
                MessagingSettings.read(root.section("messaging")),
                IdentitySettings.read(root.section("identity")),
                BudgetSettings.read(root.sections("budgets")),
                ToolSettings.read(root),
                AnswerSettings.read(root.section("answers")),
                EventSettings.read(root.section("events")));
        root.done();
        return settings;
    }
}
