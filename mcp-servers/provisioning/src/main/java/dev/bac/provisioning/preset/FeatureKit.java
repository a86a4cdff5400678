package dev.bac.provisioning.preset;

import dev.bac.provisioning.preset.Preset.MessageTemplate;
import dev.bac.provisioning.preset.Preset.OwnAccount;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a feature brings to a new business beside its tools, whatever the industry.
 *
 * @param told to whoever asks for the feature: what it brings, and what it does not
 */
public record FeatureKit(String told, List<OwnAccount> accounts, List<MessageTemplate> templates, List<String> agents) {
    public FeatureKit {
        accounts = List.copyOf(accounts);
        templates = List.copyOf(templates);
        agents = List.copyOf(agents);
    }

    /** The industry's own with this beside it; a template of the industry's own stays before one of the same name. */
    Preset beside(Preset preset) {
        var more = templates.stream().filter(one -> preset.templates().stream()
                .noneMatch(other -> other.name().equalsIgnoreCase(one.name())));
        return preset.with(
                Stream.concat(preset.accounts().stream(), accounts.stream()).toList(),
                Stream.concat(preset.templates().stream(), more).toList(),
                Stream.concat(preset.agents().stream(), agents.stream())
                        .distinct()
                        .toList());
    }
}
