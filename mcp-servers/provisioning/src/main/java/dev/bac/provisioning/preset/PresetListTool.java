package dev.bac.provisioning.preset;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tool that lists industry presets. */
public final class PresetListTool {
    private final Presets presets;

    public PresetListTool(Presets presets) {
        this.presets = presets;
    }

    /** What {@code provisioning_preset_list} takes. */
    public record PresetsWanted(
            @Arg("Only the preset of this industry, such as pharmacy") @Nullable String industry) {}

    /** A preset in a list; the last three are how many it brings. */
    public record PresetRow(
            String id,
            String title,
            String description,
            List<String> alsoCalled,
            List<String> agents,
            List<String> workflows,
            List<String> compliance,
            int ownAccounts,
            int items,
            int templates) {
        static PresetRow of(Preset preset) {
            return new PresetRow(
                    preset.id(),
                    preset.title(),
                    preset.description(),
                    preset.alsoCalled(),
                    preset.agents(),
                    preset.workflows(),
                    preset.compliance(),
                    preset.accounts().size(),
                    preset.items().size(),
                    preset.templates().size());
        }
    }

    /** What {@code provisioning_preset_list} answers. */
    public record PresetList(
            String summary,
            List<PresetRow> items,
            List<String> countries,
            long total,
            @Nullable String next) implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.read(
                        "provisioning_preset_list",
                        "List industry presets",
                        "Lists the kinds of business that can be set up, with what each starts with, and the countries"
                                + " whose currency and taxes are known.",
                        PresetsWanted.class,
                        PresetList.class,
                        this::list)
                .example("What kinds of business can you set up?", new PresetsWanted(null))
                .example("Which industries are there presets for?", new PresetsWanted(null))
                .example("What does a logistics company start with?", new PresetsWanted("logistics"))
                .example("Show me the restaurant preset", new PresetsWanted("restaurant"));
    }

    private PresetList list(Caller caller, Tx tx, PresetsWanted given) {
        String industry = Given.lineOrNull("industry", given.industry(), 60);
        var found = industry == null
                ? presets.industries()
                : List.of(presets.industry(industry)
                        .orElseThrow(() ->
                                ToolRefusal.notFound("industry", "preset", industry, "There are " + names() + ".")));
        var countries = presets.countries().stream().map(Country::name).toList();
        String titles = found.stream().map(Preset::title).collect(Collectors.joining(", "));
        return new PresetList(
                found.size() + (found.size() == 1 ? " preset: " : " presets: ") + titles + ".",
                found.stream().map(PresetRow::of).toList(),
                countries,
                found.size(),
                null);
    }

    private String names() {
        return presets.industries().stream().map(Preset::id).collect(Collectors.joining(", "));
    }
}
